using Activation.Import.Adobe;

namespace Activation.Tests.Import.Adobe;

public sealed class AdobeReceiptTests
{
    // The sample of inbound-receipt-message, as it is printed.
    private static readonly AdobeReceipt Sample = new()
    {
        Processed = 40_669_900,
        FormatErrors = 0,
        InvalidAdobeId = 112,
        NoMatchingAdobeId = 0,
        NoTraitRealized = 26_730_823,
        Stored = 13_938_958,
    };

    [Fact]
    public void Balance_DocumentedSample_IsFlagged()
    {
        var balance = Sample.Balance();

        balance.IsBalanced.ShouldBeFalse();
        balance.Expected.ShouldBe(13_938_965);
        balance.Difference.ShouldBe(-7);
    }

    [Fact]
    public void Balance_EveryCountTaken_IsBalanced() =>
        new AdobeReceipt { Processed = 100, FormatErrors = 1, InvalidAdobeId = 2, NoMatchingAdobeId = 4, NoTraitRealized = 8, Stored = 85 }.Balance().IsBalanced.ShouldBeTrue();
}
