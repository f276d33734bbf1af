using System.Text.Json.Serialization;

namespace Activation.Delivery.Splitting;

/// <summary>How far the search is for the rows for which a platform refuses a whole batch, or which it refuses without a name; see <see cref="BatchSplit"/>. Holds positions only.</summary>
internal sealed record SplitState
{
    public required int Members { get; init; }

    /// <summary>Calls answered so far, the first refused one among them.</summary>
    public required int Calls { get; init; }

    /// <summary>Rows of which at least one is at fault.</summary>
    public required RowSet Suspects { get; init; }

    /// <summary>Rows of which nothing is known yet.</summary>
    public required RowSet Unknown { get; init; }

    /// <summary>Rows that the platform has taken.</summary>
    public int Taken { get; init; }

    /// <summary>Rows that it refused when they were alone.</summary>
    public int Isolated { get; init; }

    /// <summary>Rows that failed, by position: the isolated ones, and those that the platform named in a call that it took.</summary>
    public IReadOnlyDictionary<int, string> Rejected { get; init; } = new Dictionary<int, string>();

    /// <summary>Rows that it refused, and of which it is not asked any more which they are.</summary>
    public int UnnamedRejections { get; init; }

    /// <summary>Rows among which those are.</summary>
    public RowSet Candidates { get; init => field = value ?? field; } = RowSet.Empty;

    /// <summary>Calls that were made for names alone.</summary>
    public int NameCalls { get; init; }

    /// <summary>Where rows are refused that have no name yet; the first comes next. No two share a row.</summary>
    public IReadOnlyList<OpenPart> Open { get; init; } = [];

    /// <summary>Code and message of the latest refusal.</summary>
    public string Code { get; init; } = "";

    public string Message { get; init; } = "";
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SplitState))]
internal sealed partial class SplitJson : JsonSerializerContext;
