using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Api.Syncs;

/// <summary>A sync's audience.</summary>
/// <param name="Size">Members that the platform has confirmed.</param>
/// <param name="Ok">Whether the platform could be asked.</param>
/// <param name="Code">The platform's code or ours, if it could not.</param>
/// <param name="Message">What it means and what to do.</param>
/// <param name="Run">The run that the receipts are of.</param>
/// <param name="Processing">What the platform has said of all calls of that run when it was asked before, without anybody's call.</param>
internal sealed record AudienceAnswer(
    string Sync, string Destination, string? AudienceId, string? AudienceName, long Size, DateTimeOffset AskedAt, bool Ok, string? Code, string? Message, string? Run, PlatformAnswer? Platform, RunProcessing? Processing)
{
    public static AudienceAnswer Of(AudienceStatus status)
    {
        var ok = status.Result.Outcome == DestinationOutcome.Success;
        return new(
            status.Sync.Value, status.Destination, status.State.AudienceId, status.State.AudienceName, status.State.Size, status.AskedAt,
            ok, ok ? null : status.Result.Code, ok ? null : status.Result.Message, status.Run?.Value, status.Report is { } report ? PlatformAnswer.Of(report) : null, status.Processing);
    }
}

/// <summary>What the platform says.</summary>
internal sealed record PlatformAnswer(string? State, string? Explanation, long? SizeAtLeast, long? SizeAtMost, IReadOnlyList<ReceiptAnswer> Receipts)
{
    public static PlatformAnswer Of(AudienceReport report) =>
        new(report.State, report.Explanation, report.SizeAtLeast, report.SizeAtMost, [.. report.Receipts.Select(ReceiptAnswer.Of)]);
}

/// <summary>How far the platform has come with one call.</summary>
internal sealed record ReceiptAnswer(string Receipt, ReceiptState State, long? Received, long? Matched, long? Invalid, IReadOnlyList<ReceiptProblem> Problems)
{
    public static ReceiptAnswer Of(ReceiptReport report) =>
        new(report.Receipt, report.State, report.Received, report.Matched, report.Invalid, [.. report.Problems.Concat(report.Warnings).Select(p => new ReceiptProblem(p.Key, p.Value))]);
}

/// <param name="Rows">How many rows it concerns, if the platform says.</param>
internal sealed record ReceiptProblem(string Code, long? Rows);
