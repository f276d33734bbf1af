namespace Activation.Import.Adobe;

/// <summary>Whether a receipt's counts add up.</summary>
/// <param name="Expected">Records processed without those that had errors, no person or no trait, or whose person is suppressed.</param>
/// <param name="Stored">As the receipt says.</param>
public sealed record AdobeReceiptBalance(long Expected, long Stored)
{
    /// <summary>Records that are stored without a reason if positive, missing without one if negative.</summary>
    public long Difference => Stored - Expected;

    public bool IsBalanced => Difference == 0;
}
