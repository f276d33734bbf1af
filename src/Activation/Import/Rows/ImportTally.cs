using System.Runtime.InteropServices;
using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Normalization;

namespace Activation.Import.Rows;

/// <summary>Counts what becomes of rows and cells, and collects the rejects until they are written.</summary>
internal sealed class ImportTally(ColumnPlan plan)
{
    private Dictionary<string, long> reasons = new(StringComparer.Ordinal);
    private ColumnTally columns = new(plan.Columns.Count);
    private Dictionary<string, long> rowReasons = new(StringComparer.Ordinal);
    private Dictionary<long, long> masks = [];
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

    /// <summary>Customers, by each email, who share it with another one; counted when the file is read.</summary>
    public long ConflictingLinks { get; set; }

    /// <summary>Accepted rows that say nothing of any trait.</summary>
    public long Traitless { get; set; }

    /// <summary>Rejected rows by code.</summary>
    public IReadOnlyDictionary<string, long> RowReasons => rowReasons;

    /// <summary>Accepted rows by which identifiers they carry (see <see cref="Profiles.IdentifierSet.Mask"/>).</summary>
    public IReadOnlyDictionary<long, long> Masks => masks;

    public void Identified(long mask) => CollectionsMarshal.GetValueRefOrAddDefault(masks, mask, out _)++;

    public void Filled(PlannedColumn column) => columns.Filled(column.Index);

    /// <summary>A cell that was counted as filled holds a marker for nothing.</summary>
    public void Blank(PlannedColumn column) => columns.Blank(column.Index);

    /// <summary>Counts what became of an identifier's cell that is not blank.</summary>
    public void Normalized(long line, PlannedColumn column, NormalizationOutcome outcome)
    {
        switch (outcome.Kind)
        {
            case NormalizationKind.Empty:
                return;
            case NormalizationKind.Prehashed:
                columns.Prehashed(column.Index);
                break;
            case NormalizationKind.Repaired:
                columns.Repaired(column.Index, outcome.Code ?? "");
                break;
            case NormalizationKind.Invalid:
                DropCell(line, column, outcome.Code ?? "invalid", outcome.Message ?? "");
                break;
        }

        columns.Filled(column.Index);
    }

    /// <summary>A cell is the hash of what another column of the row has in clear.</summary>
    public void Verified(PlannedColumn column) => columns.Verified(column.Index);

    public void RejectRow(long line, string code, string message) => RejectRow(new Reject(line, "", code, message));

    /// <summary>The row is lost because of one cell.</summary>
    /// <param name="isFilled">The cell is not blank, and counted as filled beside.</param>
    public void RejectRow(long line, PlannedColumn column, bool isFilled, string code, string message)
    {
        if (isFilled)
        {
            columns.Rejected(column.Index, code);
        }

        RejectRow(new Reject(line, column.Header, code, message));
    }

    /// <summary>The cell, which is counted as filled beside, is left out; the row goes on.</summary>
    public void DropCell(long line, PlannedColumn column, string code, string message)
    {
        columns.Rejected(column.Index, code);
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

    /// <summary>What reading records has counted since the last call, apart.</summary>
    public ImportTally Take()
    {
        var taken = new ImportTally(plan) { RowsRead = RowsRead, Rejected = Rejected, Traitless = Traitless };
        (taken.reasons, taken.rowReasons, taken.masks, taken.columns, taken.rejects) = (reasons, rowReasons, masks, columns, rejects);
        var none = new ImportTally(plan);
        (RowsRead, Rejected, Traitless) = (0, 0, 0);
        (reasons, rowReasons, masks, columns, rejects) = (none.reasons, none.rowReasons, none.masks, none.columns, none.rejects);
        return taken;
    }

    /// <summary>Adds what <see cref="Take"/> took elsewhere, of the records that come next.</summary>
    public void Add(ImportTally taken)
    {
        (RowsRead, Rejected, Traitless) = (RowsRead + taken.RowsRead, Rejected + taken.Rejected, Traitless + taken.Traitless);
        ColumnTally.Add(reasons, taken.reasons);
        ColumnTally.Add(rowReasons, taken.rowReasons);
        ColumnTally.Add(masks, taken.masks);
        columns.Add(taken.columns);
        rejects.AddRange(taken.rejects);
    }

    /// <summary>Rejects that wait for <see cref="TakeRejects"/>.</summary>
    public int WaitingRejects => rejects.Count;

    public TallyState Save() => new()
    {
        RowsRead = RowsRead, Rejected = Rejected, New = New, Changed = Changed, Unchanged = Unchanged, Duplicates = Duplicates, Dropped = Dropped, Merged = Merged,
        AmbiguousLinks = AmbiguousLinks, Reasons = new Dictionary<string, long>(reasons, StringComparer.Ordinal), Columns = columns.Save(),
        Masks = new Dictionary<long, long>(masks), RowReasons = new Dictionary<string, long>(rowReasons, StringComparer.Ordinal), Traitless = Traitless,
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

        Traitless = state.Traitless;
        foreach (var (code, count) in state.RowReasons)
        {
            rowReasons[code] = count;
        }

        foreach (var (mask, count) in state.Masks)
        {
            masks[mask] = count;
        }

        columns.Restore(state.Columns);
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
        ConflictingLinks = ConflictingLinks,
        Reasons = new Dictionary<string, long>(reasons, StringComparer.Ordinal),
        Columns = [.. plan.Columns.Select(c => describe(c, columns.Describe(new ImportColumn { Column = c.Header, Target = "" }, c.Index)))],
    };

    public bool HasRejected(string code) => reasons.ContainsKey(code);

    private void RejectRow(Reject reject)
    {
        Rejected++;
        Count(reject.Code);
        CollectionsMarshal.GetValueRefOrAddDefault(rowReasons, reject.Code, out _)++;
        rejects.Add(reject);
    }

    private void Count(string code) => CollectionsMarshal.GetValueRefOrAddDefault(reasons, code, out _)++;
}
