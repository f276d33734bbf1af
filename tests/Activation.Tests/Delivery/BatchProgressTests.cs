using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync;

namespace Activation.Tests.Delivery;

public sealed class BatchProgressTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryOptions Options = new() { BackoffSeconds = 10, MaxBackoffSeconds = 60, GiveUpHours = 24 };

    [Theory]
    [InlineData(1, 5, 10)]
    [InlineData(2, 10, 20)]
    [InlineData(3, 20, 40)]
    [InlineData(9, 30, 60)]
    public void After_Retry_WaitsDoubledUpToTheLimit(int attempts, double least, double most)
    {
        After(attempts, new DestinationResult(DestinationOutcome.Retry, "http500"), jitter: 0).NextAttemptAt.ShouldBe(Now.AddSeconds(least));
        After(attempts, new DestinationResult(DestinationOutcome.Retry, "http500"), jitter: 1).NextAttemptAt.ShouldBe(Now.AddSeconds(most));
    }

    [Fact]
    public void After_ThrottledLongerThanBackoff_WaitsAtLeastWhatIsAsked()
    {
        var next = After(1, new DestinationResult(DestinationOutcome.Throttled, "80003", Wait: TimeSpan.FromMinutes(5)), jitter: 0);

        next.State.ShouldBe(BatchState.Retrying);
        next.NextAttemptAt.ShouldBe(Now.AddMinutes(5));
        next.ErrorCode.ShouldBe("80003");
    }

    [Fact]
    public void After_RetriedForADay_GoesToTheDeadLettersWithItsCode()
    {
        var batch = Batch(40) with { FirstAttemptAt = Now.AddHours(-24) };

        var next = BatchProgress.After(batch, new DestinationResult(DestinationOutcome.Retry, "timeout", "No answer."), Options, Now, 0, null);

        next.State.ShouldBe(BatchState.DeadLettered);
        next.ErrorCode.ShouldBe("timeout");
        next.NextAttemptAt.ShouldBeNull();
    }

    [Fact]
    public void After_EarlierRunsFailedForADay_GivesUpAlthoughTheBatchIsNew()
    {
        var failed = new DestinationResult(DestinationOutcome.Retry, "timeout", "No answer.");

        BatchProgress.After(Batch(1), failed, Options, Now, 0, Now.AddHours(-23)).ShouldSatisfyAllConditions(
            b => b.State.ShouldBe(BatchState.Retrying), b => b.FailingSince.ShouldBe(Now.AddHours(-23)));
        BatchProgress.After(Batch(1), failed, Options, Now, 0, Now.AddHours(-24)).State.ShouldBe(BatchState.DeadLettered);
        BatchProgress.After(Batch(1), new DestinationResult(DestinationOutcome.Stop, "200"), Options, Now, 0, Now.AddHours(-24)).FailingSince.ShouldBeNull("that is for a person");
    }

    [Fact]
    public void After_Stop_GoesToTheDeadLettersAtOnce() =>
        After(1, new DestinationResult(DestinationOutcome.Stop, "190", "Renew the token."), 0).State.ShouldBe(BatchState.DeadLettered);

    [Fact]
    public void After_AudienceMissing_SaysSoToTheRun() =>
        After(1, new DestinationResult(DestinationOutcome.AudienceMissing, "100/33"), 0).ErrorCode.ShouldBe(RunCloser.AudienceMissing);

    [Fact]
    public void After_Success_ForgetsEarlierErrors()
    {
        var next = BatchProgress.After(Batch(3) with { ErrorCode = "http500", ErrorMessage = "…", NextAttemptAt = Now }, DestinationResult.Success, Options, Now, 0, null);

        (next.State, next.ErrorCode, next.ErrorMessage, next.NextAttemptAt).ShouldBe((BatchState.Delivered, null, null, null));
    }

    private static BatchRecord After(int attempts, DestinationResult result, double jitter) => BatchProgress.After(Batch(attempts), result, Options, Now, jitter, null);

    private static BatchRecord Batch(int attempts) =>
        new() { BatchId = "s.r.1", Operation = BatchOperation.Add, State = BatchState.Queued, Members = 10, Attempts = attempts, FirstAttemptAt = Now };
}
