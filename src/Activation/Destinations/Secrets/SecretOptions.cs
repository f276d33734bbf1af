namespace Activation.Destinations.Secrets;

/// <summary>Settings under `Activation:Secrets`: where destination credentials are kept. Exactly one is set.</summary>
public sealed class SecretOptions
{
    public const string Section = "Activation:Secrets";

    public const string Missing =
        $"Set {Section}:KeyVaultUri (in Azure) or {Section}:File (a path on this machine), and not both: destination credentials are kept there.";

    /// <summary>Path of the file that holds the credentials; readable by this user alone.</summary>
    public string? File { get; set; }

    /// <summary>`https://{vault}.vault.azure.net`, reached with the app's managed identity.</summary>
    public Uri? KeyVaultUri { get; set; }

    public bool IsComplete => File is { Length: > 0 } != KeyVaultUri is not null;
}
