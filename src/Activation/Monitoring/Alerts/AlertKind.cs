using System.Text.Json.Serialization;

namespace Activation.Monitoring.Alerts;

/// <summary>What an alert is about.</summary>
[JsonConverter(typeof(NamedEnumConverter<AlertKind>))]
public enum AlertKind
{
    /// <summary>A run failed.</summary>
    [JsonStringEnumMemberName("runFailed")] RunFailed,

    /// <summary>A run is held: by a brake until somebody decides, or until its destination is connected again.</summary>
    [JsonStringEnumMemberName("runHeld")] RunHeld,

    /// <summary>A sync that is due has not come to an end in time; the threshold is in minutes.</summary>
    [JsonStringEnumMemberName("runLate")] RunLate,

    /// <summary>A larger share of a run's members than the threshold was excluded or failed.</summary>
    [JsonStringEnumMemberName("skipRate")] SkipRate,

    /// <summary>An audience grew or shrank by a larger share than the threshold.</summary>
    [JsonStringEnumMemberName("sizeChanged")] SizeChanged,

    /// <summary>Of what a run sent, a platform refused a larger share than the threshold after it had taken it, or applied nothing of a call.</summary>
    [JsonStringEnumMemberName("processingRefused")] ProcessingRefused,

    /// <summary>A larger share of an import's rows than the threshold was rejected, or the file could not be read at all.</summary>
    [JsonStringEnumMemberName("importRejected")] ImportRejected,

    /// <summary>A full export is held until somebody decides, and its source waits.</summary>
    [JsonStringEnumMemberName("importHeld")] ImportHeld,

    /// <summary>A destination's platform refuses our credentials.</summary>
    [JsonStringEnumMemberName("reconnect")] Reconnect,
}
