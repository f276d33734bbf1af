using System.Text.Json;
using Activation.Delivery;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>
/// Plans as blobs, `batches/{run}/{plan}.plan.json`, beside the payloads that they name. Two hosts may plan the same run, if one of them stood still for longer than its
/// lease; each writes blobs of its own, and the ledger's manifest, which is replaced under its ETag, names the plan that counts. Only of that one are batches and counts
/// ever stored as the run's; the blobs of the other are spent payloads.
/// </summary>
internal sealed class RunPlans(ActivationStorage storage, BatchStore batches, RunStore runs)
{
    /// <summary>A name for an attempt to plan a run.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N")[..12];

    public async Task WriteAsync(RunId run, string name, RunPlan plan, CancellationToken cancellationToken) =>
        await storage.Blob(StorageNames.Batches, BlobName(run, name))
            .UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(plan, RunPlanJson.Default.RunPlan)), overwrite: true, cancellationToken);

    /// <summary>
    /// Puts the plan into effect that the ledger names: its batches, then the run's counts and state. Repeating it changes nothing. Answers the open run; null if there is none.
    /// Before anything else is done about an open run, since the host that committed the plan may have stopped there.
    /// </summary>
    public async Task<RunRecord?> OpenAsync(VersionedLedger ledger, CancellationToken cancellationToken)
    {
        if (ledger.Manifest is not { OpenRun: { } open, OpenPlan: { } name })
        {
            return null;
        }

        var id = new RunId(open);
        var run = await runs.FindAsync(id, cancellationToken);
        if (run is null || !RunPhases.IsBeingPlanned(run.State))
        {
            return run;
        }

        var plan = await ReadAsync(id, name, cancellationToken);
        await batches.AddMissingAsync(id, plan.Batches, cancellationToken);
        return await runs.UpdateAsync(id, r => RunPhases.IsBeingPlanned(r.State) ? plan.Run with { State = RunState.Delivering } : null, cancellationToken);
    }

    private async Task<RunPlan> ReadAsync(RunId run, string name, CancellationToken cancellationToken)
    {
        var content = await storage.Blob(StorageNames.Batches, BlobName(run, name)).DownloadContentAsync(cancellationToken);
        return JsonSerializer.Deserialize(content.Value.Content, RunPlanJson.Default.RunPlan) ?? throw new JsonException($"The plan of the run {run} is empty.");
    }

    private static string BlobName(RunId run, string name) => $"{run}/{name}.plan.json";
}
