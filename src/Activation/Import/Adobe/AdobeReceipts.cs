using System.Collections.Frozen;
using Activation.Import.Rows;

namespace Activation.Import.Adobe;

/// <summary>Tells the receipt of an import of Audience Manager's files in Audience Manager's own counts. Pure.</summary>
internal static class AdobeReceipts
{
    /// <summary>Why a row is rejected for its id; for any other cause it counts as a format error.</summary>
    private static readonly FrozenSet<string> IdCodes = FrozenSet.Create(StringComparer.Ordinal,
        "idMissing", "invalidAdobeId", "invalidGaid", "invalidIdfa", "invalidDeviceId", "colonInId", "urlEncodedId", "notHashed", "md5NotAccepted", "sha1NotAccepted", "hashOfEmpty", "noIdentifier");

    /// <param name="rowReasons">Rejected rows by code.</param>
    /// <param name="traitless">Accepted rows that say nothing of a trait.</param>
    /// <returns>Null for other files.</returns>
    public static AdobeReceipt? Of(ImportRecord receipt, IReadOnlyDictionary<string, long> rowReasons, long traitless)
    {
        var isTraits = receipt.Format?.Kind == TraitFile.FormatKind;
        if (!isTraits && receipt.Format?.Kind != IdSyncFile.FormatKind)
        {
            return null;
        }

        var suppressed = rowReasons.GetValueOrDefault(RowParser.Suppressed);
        var ids = rowReasons.Where(r => IdCodes.Contains(r.Key)).Sum(r => r.Value);
        var traits = receipt.Columns.Where(c => c.Target.StartsWith("trait:", StringComparison.Ordinal)).ToList();
        var noTrait = isTraits ? traitless : 0;
        return new AdobeReceipt
        {
            Processed = receipt.RowsRead,
            FormatErrors = rowReasons.Values.Sum() - ids - suppressed,
            InvalidAdobeId = ids,
            Suppressed = suppressed,
            NoTraitRealized = noTrait,
            Stored = receipt.Accepted - noTrait,
            RealizedTraits = traits.Sum(c => c.Valid),
            TraitsFailedValidation = traits.Sum(c => c.Rejected) + receipt.Columns.Where(c => c.Target == "ignored").Sum(c => c.Rejected),
        };
    }
}
