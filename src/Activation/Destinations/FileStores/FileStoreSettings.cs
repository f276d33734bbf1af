using System.Text.Json;

namespace Activation.Destinations.FileStores;

/// <summary>The part of settings and secrets that says where files go.</summary>
internal static class FileStoreSettings
{
    public const string Blob = "blob";
    public const string Sftp = "sftp";
    public const string S3 = "s3";

    public const int SftpPort = 22;

    public static TypeSchema AddStore(this TypeSchema schema) => schema
        .Choice("store", "where the files go", [Blob, Sftp, S3], isRequired: true)
        .Text(
            "root", "a folder that is there already, or the beginning of all names: letters, digits, '.', '-', '_', '=' and '/' between folders", "^/?[A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*$", maxLength: 400)
        .Address("containerUrl", "blob: the https:// address of a container, without its signature")
        .Host("host", "sftp: the server")
        .Integer("port", "sftp: its port", 1, 65_535, SftpPort)
        .Text("user", "sftp: the user", "^[\\x21-\\x7e]{1,200}$", maxLength: 200)
        .Text("hostKey", "sftp: the SHA-256 fingerprint of the server's key, as ssh-keygen -l shows it: SHA256:…", "^SHA256:[A-Za-z0-9+/]{43}=?$", maxLength: 60)
        .Text("bucket", "s3: the bucket", "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", maxLength: 63)
        .Text("region", "s3: its region, such as eu-central-1", "^[a-z0-9-]{2,40}$", maxLength: 40)
        .Address("apiBaseUrl", "s3: the https:// address of a storage that is compatible with S3, in place of Amazon's");

    public static TypeSchema AddStoreSecret(this TypeSchema schema) => schema
        .Credential("sasToken", "blob: a shared access signature that may create, write and list", isRequired: false)
        .Text("password", "sftp: the user's password")
        .Pem("privateKey", "sftp: the user's private key (PEM or OpenSSH)")
        .Text("privateKeyPassword", "sftp: the password of the private key")
        .Credential("accessKeyId", "s3: the access key's id", isRequired: false)
        .Credential("secretAccessKey", "s3: the access key", isRequired: false);

    /// <exception cref="ProblemException">400 a field of the chosen store is missing.</exception>
    public static void Check(DestinationAccount account)
    {
        switch (account.Setting("store"))
        {
            case Blob:
                _ = AccountValidation.Address(account, "containerUrl", fallback: null);
                _ = AccountValidation.Secret(account, "sasToken");
                break;
            case Sftp:
                _ = Require(account, "host");
                _ = Require(account, "user");
                _ = Require(account, "hostKey");
                if (Field(account, "password") is null && Field(account, "privateKey") is null)
                {
                    throw ProblemException.Invalid("invalidDestination", "secret.password", "secret.password is missing: give it, or privateKey.");
                }

                break;
            default:
                _ = Require(account, "bucket");
                _ = Require(account, "region");
                _ = AccountValidation.Secret(account, "accessKeyId");
                _ = AccountValidation.Secret(account, "secretAccessKey");
                _ = S3Address(account);
                break;
        }
    }

    public static string Require(DestinationAccount account, string setting) =>
        account.Setting(setting) ?? throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} is missing: the chosen store needs it.");

    /// <summary>Null: Amazon's own.</summary>
    public static Uri? S3Address(DestinationAccount account) =>
        account.Setting("apiBaseUrl") is null ? null : AccountValidation.Address(account, "apiBaseUrl", fallback: null);

    public static int Port(DestinationAccount account) =>
        account.Settings.TryGetProperty("port", out var port) && port.ValueKind == JsonValueKind.Number ? port.GetInt32() : SftpPort;

    /// <summary>A field of the secret; null if it is absent or empty.</summary>
    public static string? Field(DestinationAccount account, string name) => account.Secret.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public static string PathOf(DestinationAccount account, string path) => account.Setting("root") is { } root ? $"{root}/{path}" : path;
}
