namespace Activation.Import.Files;

/// <summary>
/// A file of any format, record by record, in bounded memory. Holds raw personal data: nothing of it may be logged.
/// </summary>
internal interface IRecordFile : IAsyncDisposable
{
    /// <summary>The column names, trimmed.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>What the file turned out to be, for the receipt.</summary>
    ImportFormat Format { get; }

    /// <summary>The record of the last read; valid until the next.</summary>
    IRecord Current { get; }

    /// <summary>Why reading ended before the end of the file.</summary>
    ImportFailure? Failure { get; }

    /// <summary>What the file has beside <see cref="Header"/>, ignored; complete once everything is read.</summary>
    IReadOnlyList<ImportColumn> LeftOut { get; }

    /// <summary>What its columns are mapped to, where the format knows more of them than the source's mapping says; null for that mapping.</summary>
    IReadOnlyDictionary<string, string>? Mapping => null;

    /// <summary>What the file says about the people whom it lists, where the file tells; null for the source's mode.</summary>
    SourceMode? Mode => null;

    /// <summary>The next record that is not blank; false at the end, or where the rest cannot be read (<see cref="Failure"/>).</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);
}
