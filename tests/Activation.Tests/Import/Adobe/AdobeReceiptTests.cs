using Activation.Import;
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
    public void Of_SuppressedRows_AreNoFormatErrorsAndTheCountsBalance()
    {
        var receipt = new ImportRecord { ImportId = "i", Source = "s", Name = "n", State = ImportState.Completed, DroppedAt = default, Format = new ImportFormat { Kind = "adobeTraits" }, RowsRead = 20, Accepted = 12 };
        var reasons = new Dictionary<string, long> { ["suppressed"] = 5, ["invalidEncoding"] = 2, ["idMissing"] = 1 };

        var adobe = AdobeReceipts.Of(receipt, reasons, traitless: 3).ShouldNotBeNull();

        adobe.ShouldBe(new AdobeReceipt { Processed = 20, FormatErrors = 2, InvalidAdobeId = 1, Suppressed = 5, NoTraitRealized = 3, Stored = 9 });
        adobe.Balance().IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public void Balance_EveryCountTaken_IsBalanced() =>
        new AdobeReceipt { Processed = 100, FormatErrors = 1, InvalidAdobeId = 2, NoMatchingAdobeId = 4, NoTraitRealized = 8, Stored = 85 }.Balance().IsBalanced.ShouldBeTrue();
}
