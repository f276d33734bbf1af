using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Activation.Import;

/// <summary>
/// One import and its receipt: `GET /api/imports/{id}`. Reconciles: <see cref="RowsRead"/> = <see cref="Accepted"/> + <see cref="Rejected"/>;
/// <see cref="Accepted"/> = <see cref="New"/> + <see cref="Changed"/> + <see cref="Unchanged"/> + <see cref="Duplicates"/>. Of a file of events, new are the events that were
/// recorded and duplicates those that were known: nothing else is counted.
/// </summary>
public sealed record ImportRecord
{
    public required string ImportId { get; init; }

    public required string Source { get; init; }

    /// <summary>The file's name below `crm/{source}/` or `events/{source}/`.</summary>
    public required string Name { get; init; }

    public required ImportState State { get; init; }

    public required DateTimeOffset DroppedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the file turned out to be; null if it could not be opened.</summary>
    public ImportFormat? Format { get; init; }

    /// <summary>Data rows, without the header; rows that could not be read (`malformedJson`, `rowTooLarge`, `unclosedQuote`) among them.</summary>
    public long RowsRead { get; init; }

    public long Accepted { get; init; }

    public long Rejected { get; init; }

    public long New { get; init; }

    public long Changed { get; init; }

    public long Unchanged { get; init; }

    /// <summary>Rows of a profile that an earlier row of the same file has described; applied in order. Of events: rows whose event is recorded already, by this file or another.</summary>
    public long Duplicates { get; init; }

    /// <summary>Profiles known by an email only that a row of the file showed to be a customer's: they were merged into the customer's.</summary>
    public long Merged { get; init; }

    /// <summary>Rows without a customer id, and profiles known by an email only that the file would link, whose email several customers have: they stay profiles of their own.</summary>
    public long AmbiguousLinks { get; init; }

    /// <summary>
    /// Customers of the file, counted once for each email, whose email another customer has too, in the file or, if the file changed anything, in any source. Different
    /// customer ids never merge, so they stay two profiles.
    /// </summary>
    public long ConflictingLinks { get; init; }

    /// <summary>People whom a full export no longer lists: the source's values of them are gone. No rows of the file.</summary>
    public long Dropped { get; init; }

    /// <summary>How many people the source knew before a full export; null for other files.</summary>
    public long? Known { get; init; }

    /// <summary>How many of <see cref="Known"/> the file does not list: what an approval of a held import covers.</summary>
    public long? WouldDrop { get; init; }

    /// <summary>
    /// Rejected rows and dropped cells, by reason code. Of rows: `fieldCount`, `cellTooLarge`, `rowTooLarge`, `unclosedQuote`, `malformedJson`,
    /// `invalidEncoding`, `noIdentifier`, `suppressed` (by a privacy request); of events also `noEventName`, `invalidEventName`, `personalDataInEventName`, `tooManyEventNames`, `invalidEventTime`, `eventInFuture`,
    /// `eventExpired`, `identifierTooLong`.
    /// </summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// By destination type: accepted rows that carry something by which it can match a person. Its match rate can be no higher than this share of them.
    /// </summary>
    public IReadOnlyDictionary<string, long> Reach { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Of Audience Manager's files: the receipt in its own counts. Processed without errors, unknown ids and lines without a trait is what is stored.</summary>
    public Adobe.AdobeReceipt? Adobe { get; init; }

    /// <summary>What became of each column, in file order.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; init; } = [];

    /// <summary>Why the file was not imported; null unless <see cref="State"/> is failed.</summary>
    public ImportFailure? Failure { get; init; }
}

/// <summary>
/// A column, what it was taken for (an identifier name, `trait:{name}:{type}`, `consent:{purpose}`, of events `property:{name}:{type}`, `event:name`, `event:time` and `event:id`,
/// or `ignored` with the reason) and how good its cells are. Reconciles:
/// <see cref="Filled"/> = <see cref="Valid"/> + <see cref="Repaired"/> + <see cref="Rejected"/>.
/// </summary>
public sealed record ImportColumn
{
    public required string Column { get; init; }

    public required string Target { get; init; }

    /// <summary>
    /// Why it is ignored: `personalData`, `mapping`, `empty`, `duplicate`, `name`, `reservedName` (map it to consent:purpose), `identitySource`; of JSON and Parquet, `nestedList` (a list of objects) and
    /// `lateColumn` (not in the first rows: map it in the source to have it);
    /// `computedTrait` (a computed trait has that name: map the column to another); of trait files, `tooManyColumns` (split the file by traits); of events, `envelope` (about its sending) and `tooManyProperties` (of all events together).
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Cells that hold something: not blank, no marker for nothing (`NULL`, `n/a` in a column of an identifier, or of a trait that is no text), not `\N`. Of rows that are accepted, and, in columns of
    /// identifiers, of rows that are rejected because none of theirs could be used. 0 in columns that are ignored, unless their cells were looked at.
    /// </summary>
    public long Filled { get; init; }

    /// <summary>Filled cells that are used as they stand, but for case, white space, Unicode form and the punctuation that a platform's form leaves out.</summary>
    public long Valid { get; init; }

    /// <summary>Filled cells that are used and had to be put right; why is in <see cref="Repairs"/>.</summary>
    public long Repaired { get; init; }

    /// <summary>Filled cells that could not be used, or, of a list of values, not all of it; why is in <see cref="Reasons"/>.</summary>
    public long Rejected { get; init; }

    /// <summary>How many of <see cref="Valid"/> were a SHA-256 hash already: whether what was hashed had been normalized cannot be seen.</summary>
    public long Prehashed { get; init; }

    /// <summary>Hashes, of any kind, that another column of the row confirms, because it has the value in clear. They are among <see cref="Valid"/>.</summary>
    public long Verified { get; init; }

    /// <summary>
    /// By code: `invisibleCharacters`, `encodingRepaired`, `emailCleaned`, `countryCodeAdded`, `phoneCleaned`, `titleRemoved`, `codeFromName`, `dateReformatted`, `decimalsRemoved`,
    /// `zipPadded`, `uuidReformatted`, `personalIdHashed`, `base64Hash`, `doubleHashed`, `hashedUnnormalized`. They add up to <see cref="Repaired"/>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Repairs { get; init => field = value ?? field; } = FrozenDictionary<string, long>.Empty;

    /// <summary>By code, as in the rejects file. They add up to <see cref="Rejected"/>.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init => field = value ?? field; } = FrozenDictionary<string, long>.Empty;

    /// <summary>A part of the file that is left out without a column: each cell counts as rejected for that reason.</summary>
    internal static ImportColumn LeftOut(string name, string reason, long cells) => new()
    {
        Column = name,
        Target = "ignored",
        Reason = reason,
        Filled = cells,
        Rejected = cells,
        Reasons = new Dictionary<string, long>(StringComparer.Ordinal) { [reason] = cells },
    };
}

public sealed record ImportFailure(string Code, string Message);

[JsonConverter(typeof(NamedEnumConverter<ImportState>))]
public enum ImportState
{
    [JsonStringEnumMemberName("queued")] Queued,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("held")] Held,
}
