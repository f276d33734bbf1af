using System.Text.Json.Serialization;

namespace Activation.Sync.Processing;

/// <summary>How far a platform is with what it took of a run.</summary>
[JsonConverter(typeof(NamedEnumConverter<ProcessingState>))]
public enum ProcessingState
{
    [JsonStringEnumMemberName("processing")] Processing,

    /// <summary>Done, and nothing was refused.</summary>
    [JsonStringEnumMemberName("completed")] Completed,

    /// <summary>Done, and rows were refused.</summary>
    [JsonStringEnumMemberName("completedWithErrors")] CompletedWithErrors,

    /// <summary>The platform did not say of every call what became of it, and is not asked any more.</summary>
    [JsonStringEnumMemberName("givenUp")] GivenUp,
}
