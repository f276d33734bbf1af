using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Storage;

public sealed class EvaluationBudgetTests
{
    [Theory]
    [InlineData(2048, 1024, 426)]
    [InlineData(4096, 1024, 1024)]
    [InlineData(4096, 256, 256)]
    [InlineData(512, 1024, 128)]
    public void Take_Alone_IsAThirdOfWhatTheInstanceHasForIt(int instance, int wanted, int granted) =>
        new EvaluationBudget(instance, 500).Take(wanted).ShouldBe(granted);

    [Theory]
    [InlineData(2048)]
    [InlineData(4096)]
    public void Take_EightAtOnce_StaysWithinTheInstance(int instance)
    {
        var budget = new EvaluationBudget(instance, 500);

        var granted = Enumerable.Range(0, 8).Sum(_ => budget.Take(1024));

        granted.ShouldBeLessThan(instance);
    }

    [Theory]
    [InlineData(2048, 256_000)]
    [InlineData(4096, 665_600)]
    [InlineData(16384, 1_000_000)]
    public void Ranges_AreSmallerOnSmallInstances(int instance, long rows) => new EvaluationBudget(instance, 500).RangeRows.ShouldBe(rows);

    [Fact]
    public void GiveBack_LeavesAsMuchAsBefore()
    {
        var budget = new EvaluationBudget(2048, 500);
        var first = budget.Take(1024);
        budget.Take(1024).ShouldBe(first);
        budget.Take(1024).ShouldBe(first);
        budget.Take(1024).ShouldBeLessThan(first);

        budget.GiveBack(first);

        budget.Take(1024).ShouldBeInRange(128, first);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(800)]
    [InlineData(1_000_000)]
    public void Disk_IsDividedAndNotExceeded(long scratch)
    {
        var budget = new EvaluationBudget(2048, scratch);

        ((budget.CacheBytes + budget.PassesBytes) / 1024 / 1024 + budget.SpillMegabytes).ShouldBeLessThanOrEqualTo(scratch);
        budget.SpillMegabytes.ShouldBeGreaterThan(0);
        budget.CacheBytes.ShouldBeLessThanOrEqualTo(400L * 1024 * 1024);
    }

    [Fact]
    public void Session_TakesItsShareAndGivesItBackOnce()
    {
        using var scratch = new ScratchFolder(Options.Create(new StorageOptions { MemoryMegabytes = 2048, ScratchMegabytes = 500 }));
        var first = new DuckDbSession(scratch);
        Limit(first).ShouldBe("406.2 MiB");
        first.Dispose();
        first.Dispose();

        using var second = new DuckDbSession(scratch);
        Limit(second).ShouldBe("406.2 MiB");
    }

    private static string? Limit(DuckDbSession session)
    {
        using var command = session.Command("SELECT current_setting('memory_limit')");
        return command.ExecuteScalar()?.ToString();
    }
}
