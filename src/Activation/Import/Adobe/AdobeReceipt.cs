namespace Activation.Import.Adobe;

/// <summary>
/// The counts of records in the message that Audience Manager sends after it has processed inbound files
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-receipt-message .
/// </summary>
public sealed record AdobeReceipt
{
    public required long Processed { get; init; }

    public long FormatErrors { get; init; }

    public long InvalidAdobeId { get; init; }

    public long NoMatchingAdobeId { get; init; }

    public long NoTraitRealized { get; init; }

    /// <summary>As the message says.</summary>
    public required long Stored { get; init; }

    /// <summary>Compares what is stored with what the other counts leave.</summary>
    public AdobeReceiptBalance Balance() => new(Processed - FormatErrors - InvalidAdobeId - NoMatchingAdobeId - NoTraitRealized, Stored);
}
