using Activation.Destinations;
using Activation.Import.Adobe;
using Activation.Import.Columns;
using Activation.Import.Rows;

namespace Activation.Import;

/// <summary>Writes what was counted into the record that is an import's receipt.</summary>
/// <param name="tally">Of the file's rows.</param>
/// <param name="people">Of profiles: of a file of events that is counted apart.</param>
/// <param name="describe">What a trait or property column was taken for.</param>
internal sealed class ImportReceipt(DestinationCatalog destinations, FileReader reader, ImportTally tally, ImportTally people, Func<PlannedColumn, ImportColumn, ImportColumn> describe)
{
    public ImportRecord SoFar(ImportRecord record) => tally.Receipt(record, describe) with { Merged = people.Merged, AmbiguousLinks = people.AmbiguousLinks };

    /// <summary>Once the file is read to its end: before that, not all columns that come late are known.</summary>
    public ImportRecord OfWhole(ImportRecord record)
    {
        var receipt = SoFar(record);
        receipt = receipt with { Reach = PlatformReach.Count(destinations.All.Select(d => d.Type), tally.Masks), Format = reader.Format, Columns = [.. receipt.Columns, .. reader.LeftOut] };
        return receipt with { Adobe = AdobeReceipts.Of(receipt, tally.RowReasons, tally.Traitless) };
    }
}
