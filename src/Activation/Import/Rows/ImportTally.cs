using System.Runtime.InteropServices;
using Activation.Import.Columns;
using Activation.Import.Files;

namespace Activation.Import.Rows;

/// <summary>Counts what becomes of rows and cells, and collects the rejects until they are written.</summary>
internal sealed class ImportTally(ColumnPlan plan)
{
    private readonly Dictionary<string, long> reasons = new(StringComparer.Ordinal);
    private readonly long[] filled = new long[plan.Columns.Count];
    private readonly long[] invalid = new long[plan.Columns.Count];
    private readonly Dictionary<long, long> masks = [];
    private List<Reject> rejects = [];

    public long RowsRead { get; set; }

    public long Rejected { get; private set; }

    public long New { get; set; }

    public long Changed { get; set; }

    public long Unchanged { get; set; }

    public long Duplicates { get; set; }

    /// <summary>People whom the file does not list and whom the source forgets.</summary>
    public long Dropped { get; set; }

    /// <summary>Profiles that were merged into a customer's.</summary>
    public long Merged { get; set; }

    /// <summary>Rows whose email belongs to several customers.</summary>
    public long AmbiguousLinks { get; set; }

    /// <summary>Accepted rows by which identifiers they carry (see <see cref="Profiles.IdentifierSet.Mask"/>).</summary>
    public IReadOnlyDictionary<long, long> Masks => masks;

    public void Identified(long mask) => CollectionsMarshal.GetValueRefOrAddDefault(masks, mask, out _)++;

    public void Filled(PlannedColumn column) => filled[column.Index]++;

    public void RejectRow(long line, string code, string message)
    {
        Rejected++;
        Count(code);
        rejects.Add(new Reject(line, "", code, message));
    }

    /// <summary>The cell is left out; the row goes on.</summary>
    public void DropCell(long line, PlannedColumn column, string code, string message)
    {
        invalid[column.Index]++;
        Count(code);
        rejects.Add(new Reject(line, column.Header, code, message));
    }

    /// <summary>The rejects since the last call, by line.</summary>
    public IReadOnlyList<Reject> TakeRejects()
    {
        var taken = rejects;
        rejects = [];
        // Cells whose type shows only at the end of a chunk come after the others. Stable, so that a line's cells stay in column order.
        return [.. taken.OrderBy(r => r.Line)];
    }

    /// <summary>Rejects that wait for <see cref="TakeRejects"/>.</summary>
    public int WaitingRejects => rejects.Count;

    public TallyState Save() => new()
    {
        RowsRead = RowsRead, Rejected = Rejected, New = New, Changed = Changed, Unchanged = Unchanged, Duplicates = Duplicates, Dropped = Dropped, Merged = Merged,
        AmbiguousLinks = AmbiguousLinks, Reasons = new Dictionary<string, long>(reasons, StringComparer.Ordinal), Filled = [.. filled], Invalid = [.. invalid],
        Masks = new Dictionary<long, long>(masks),
    };

    /// <summary>Counts on from what was saved, with the same plan.</summary>
    public void Restore(TallyState state)
    {
        (RowsRead, Rejected, New, Changed, Unchanged, Duplicates, Dropped, Merged, AmbiguousLinks) =
            (state.RowsRead, state.Rejected, state.New, state.Changed, state.Unchanged, state.Duplicates, state.Dropped, state.Merged, state.AmbiguousLinks);
        foreach (var (code, count) in state.Reasons)
        {
            reasons[code] = count;
        }

        foreach (var (mask, count) in state.Masks)
        {
            masks[mask] = count;
        }

        state.Filled.CopyTo(filled, 0);
        state.Invalid.CopyTo(invalid, 0);
    }

    /// <param name="describe">Completes a column's counts with what became of it.</param>
    public ImportRecord Receipt(ImportRecord record, Func<PlannedColumn, ImportColumn, ImportColumn> describe) => record with
    {
        RowsRead = RowsRead,
        Rejected = Rejected,
        Accepted = New + Changed + Unchanged + Duplicates,
        New = New,
        Changed = Changed,
        Unchanged = Unchanged,
        Duplicates = Duplicates,
        Dropped = Dropped,
        Merged = Merged,
        AmbiguousLinks = AmbiguousLinks,
        Reasons = new Dictionary<string, long>(reasons, StringComparer.Ordinal),
        Columns = [.. plan.Columns.Select(c => describe(c, new ImportColumn { Column = c.Header, Target = "", Filled = filled[c.Index], Invalid = invalid[c.Index] }))],
    };

    public bool HasRejected(string code) => reasons.ContainsKey(code);

    private void Count(string code) => CollectionsMarshal.GetValueRefOrAddDefault(reasons, code, out _)++;
}
