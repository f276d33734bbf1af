using Activation.Import;
using Activation.Sync;

namespace Activation.Monitoring.Alerts;

/// <summary>What a run, an import or a refused credential says to the rules. Pure.</summary>
internal static class AlertFindings
{
    /// <summary>Of runs that were taken over by others, only what became of the calls that they made; nothing of those that were only tried.</summary>
    public static IEnumerable<AlertFinding> Of(RunRecord run)
    {
        if (OfProcessing(run) is { } processing)
        {
            yield return processing;
        }

        // Held while what it delivered awaits its end, it has none yet.
        var held = run.State == RunState.Held ? run.StartedAt ?? run.RequestedAt : (DateTimeOffset?)null;
        if ((run.EndedAt ?? held) is not { } at || run.Mode == RunMode.Dry || run.State == RunState.Superseded)
        {
            yield break;
        }

        var completed = run.State is RunState.Completed or RunState.CompletedWithErrors;
        yield return new(AlertKind.RunFailed, run.Sync, run.RunId, at, run.State == RunState.Failed, Code: run.Code, Values: Counts(run));
        yield return new(AlertKind.RunHeld, run.Sync, run.RunId, at, run.State == RunState.Held, Code: run.Code, Values: Counts(run));
        yield return new(AlertKind.RunLate, run.Sync, run.RunId, at, IsBad: false);
        if (completed && run.Received > 0)
        {
            var share = (double)(run.Excluded + run.Failed) / run.Received;
            yield return new(AlertKind.SkipRate, run.Sync, run.RunId, at, IsBad: true, share, Values: Counts(run, ("share", share)));
        }

        // How a deleted sync's audience ends is no surprise.
        if (completed && (run.SizeBefore ?? run.AudienceBefore) is > 0 and var before && run.Mode != RunMode.Empty)
        {
            var share = Math.Abs((double)(run.Activated - before)) / before;
            yield return new(AlertKind.SizeChanged, run.Sync, run.RunId, at, IsBad: true, share, Values: Numbers(("share", share), ("before", before), ("after", run.Activated)));
        }
    }

    /// <summary>Null while the platform works on the run's calls, unless it has applied nothing of one.</summary>
    public static AlertFinding? OfProcessing(RunRecord run)
    {
        if (run.Processing is not { } said || (said.EndedAt ?? (said.Failed > 0 ? said.AskedAt : null)) is not { } at)
        {
            return null;
        }

        var rows = said.Accepted + said.Refused;
        var share = rows == 0 ? 0 : (double)said.Refused / rows;

        // A call that failed as a whole is reason enough whatever the threshold.
        return new(
            AlertKind.ProcessingRefused, run.Sync, run.RunId, at, IsBad: true, said.Failed > 0 ? null : share, said.Refused > 0 ? said.Reasons.MaxBy(r => r.Value).Key : null,
            Numbers(("share", share), ("rows", rows), ("refused", said.Refused), ("calls", said.Calls), ("failedCalls", said.Failed)));
    }

    public static AlertFinding Of(ImportRecord import)
    {
        var share = import.Failure is not null ? 1 : import.RowsRead == 0 ? 0 : (double)import.Rejected / import.RowsRead;
        return new(
            AlertKind.ImportRejected, import.Source, import.ImportId, import.EndedAt ?? import.DroppedAt, IsBad: true,

            // A file that could not be read is reason enough whatever the threshold.
            import.Failure is null ? share : null, import.Failure?.Code, Numbers(("share", share), ("rowsRead", import.RowsRead), ("rejected", import.Rejected)));
    }

    /// <param name="held">Null: nothing of the source is held.</param>
    public static AlertFinding OfSource(string source, ImportRecord? held, DateTimeOffset now) => new(
        AlertKind.ImportHeld, source, held?.ImportId ?? "", now, held is not null, Values: Numbers(("wouldDrop", held?.WouldDrop ?? 0), ("known", held?.Known ?? 0)));

    /// <param name="since">Null: the credentials are taken.</param>
    public static AlertFinding OfCredentials(DestinationId destination, DateTimeOffset? since, string? code, DateTimeOffset now) =>
        new(AlertKind.Reconnect, destination.Value, (since ?? now).UtcDateTime.ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture), now, since is not null, Code: code);

    private static Dictionary<string, double> Counts(RunRecord run, params ReadOnlySpan<(string Name, double Value)> more)
    {
        var numbers = Numbers(("received", run.Received), ("activated", run.Activated), ("excluded", run.Excluded), ("failed", run.Failed));
        foreach (var (name, value) in more)
        {
            numbers[name] = Math.Round(value, 4);
        }

        return numbers;
    }

    private static Dictionary<string, double> Numbers(params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in numbers)
        {
            values[name] = Math.Round(value, 4);
        }

        return values;
    }
}
