namespace Activation.IntegrationTests.LargeImport;

/// <summary>One person, as the files describe them or as they are stored.</summary>
/// <param name="Customer">Empty if not known.</param>
/// <param name="Email">SHA-256 of the trimmed lower-case email.</param>
/// <param name="Tier">Empty if there is none.</param>
internal sealed record LargeProfile(string Customer, string Email, string Tier, double? Points)
{
    /// <summary>What tells people apart: the customer id, or the email of those who have none.</summary>
    public string Key => Customer.Length > 0 ? Customer : Email;
}
