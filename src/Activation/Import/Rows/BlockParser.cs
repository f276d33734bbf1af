namespace Activation.Import.Rows;

/// <summary>Parses blocks of records, one at a time, with counts and hashes of its own: several of them work side by side.</summary>
/// <param name="parser">Counts into `counts`.</param>
internal sealed class BlockParser(RowParser parser, ImportTally counts, RowFingerprint fingerprint) : IDisposable
{
    /// <param name="block">Not moved yet.</param>
    public ParsedBlock Parse(RecordBlock block, CancellationToken cancellationToken)
    {
        var rows = new List<ParsedRow>(RecordBlock.Records);
        var characters = 0L;
        while (block.Move())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Parse(block) is { } row)
            {
                rows.Add(row);
                characters += row.Characters;
            }
        }

        return new ParsedBlock(rows, characters, counts.Take(), parser.TakeSuppressed());
    }

    public void Dispose() => fingerprint.Dispose();
}

/// <param name="Rows">Those that are accepted.</param>
/// <param name="Characters">Of the rows.</param>
/// <param name="Counts">What became of the block's records.</param>
/// <param name="Suppressed">See <see cref="RowParser.TakeSuppressed"/>.</param>
internal sealed record ParsedBlock(IReadOnlyList<ParsedRow> Rows, long Characters, ImportTally Counts, IReadOnlyList<ProfileId> Suppressed);
