using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Import.Apply;
using Activation.Import.Files;
using Activation.Import.Rows;
using Activation.Profiles.Events;

namespace Activation.Import.Resume;

/// <summary>
/// How far an import is: kept in its entity of the `Imports` table, and true of everything that was stored before it. What grows with the file is in the
/// blobs of <see cref="CheckpointFiles"/>.
/// </summary>
internal sealed record ImportProgress
{
    /// <summary>Of the key, the source's definition and what the columns are taken for: an import continues only with the same.</summary>
    public required Guid Signature { get; init; }

    /// <summary>What the source had published when this import began: what rows are compared with.</summary>
    public required string ComparedWith { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>How many checkpoints were made: the number of the newest blobs.</summary>
    public int Checkpoints { get; init; }

    public TallyState? Tally { get; init; }

    /// <summary>Of an event file: what became of its people, while <see cref="Tally"/> is of events.</summary>
    public TallyState? People { get; init; }

    public IReadOnlyList<WrittenPart> Parts { get; init; } = [];

    /// <summary>Of a full export: how many of <see cref="Parts"/> are in the profile table.</summary>
    public int TableParts { get; init; }

    /// <summary>Other sources whose rows were moved to customers, with what they had published then.</summary>
    public IReadOnlyDictionary<string, string> Read { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The trait or property columns, by slot, that have had a value.</summary>
    public IReadOnlyList<int> BoundSlots { get; init; } = [];

    /// <summary>What was saved, if it is of the same import under the same circumstances; else a beginning.</summary>
    public static ImportProgress From(ImportProgress? saved, Guid signature, string comparedWith, DateTimeOffset now) =>
        saved is not null && saved.Signature == signature && saved.ComparedWith == comparedWith
            ? saved
            : new ImportProgress { Signature = signature, ComparedWith = comparedWith, ObservedAt = now };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(IReadOnlyList<Reject>))]
[JsonSerializable(typeof(IReadOnlyList<EventFile>))]
internal sealed partial class ImportProgressJson : JsonSerializerContext;
