namespace Activation.Tests;

public sealed class RunIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(-5_000)]
    public void Next_WhateverTheClockSays_SortsAfter(int milliseconds)
    {
        var sync = new SyncId("gold");
        foreach (var run in new[] { RunId.Scheduled(sync, Now), RunId.Manual(sync, Now) })
        {
            var next = run.Next(Now.AddMilliseconds(milliseconds));

            string.CompareOrdinal(next.Value, run.Value).ShouldBePositive();
            (next.Sync, next.IsScheduled, run.IsScheduled).ShouldBe((sync, false, run.Value.EndsWith('t')));
        }
    }
}
