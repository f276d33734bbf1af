namespace Activation.Import.Adobe;

/// <summary>
/// The counts of records in the message that Audience Manager sends after it has processed inbound files
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-receipt-message .
/// </summary>
public sealed record AdobeReceipt
{
    /// <summary>Lines that are not blank.</summary>
    public required long Processed { get; init; }

    /// <summary>Lines that could not be read, or were too many or too long.</summary>
    public long FormatErrors { get; init; }

    /// <summary>Lines whose id is none of its data provider.</summary>
    public long InvalidAdobeId { get; init; }

    /// <summary>Always 0 of an import: an id that was not known before is a person from then on.</summary>
    public long NoMatchingAdobeId { get; init; }

    /// <summary>Lines of people whom a privacy request keeps out; 0 in a message of Audience Manager, which has no such count.</summary>
    public long Suppressed { get; init; }

    /// <summary>Lines of a trait file that neither add nor remove anything.</summary>
    public long NoTraitRealized { get; init; }

    /// <summary>Lines that count; of a message, as it says.</summary>
    public required long Stored { get; init; }

    /// <summary>Traits and values of keys that the lines give.</summary>
    public long RealizedTraits { get; init; }

    /// <summary>Traits and values of keys that were left out.</summary>
    public long TraitsFailedValidation { get; init; }

    /// <summary>Compares what is stored with what the other counts leave.</summary>
    public AdobeReceiptBalance Balance() => new(Processed - FormatErrors - InvalidAdobeId - NoMatchingAdobeId - Suppressed - NoTraitRealized, Stored);
}
