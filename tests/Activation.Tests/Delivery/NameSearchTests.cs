using Activation.Delivery.Splitting;
using Activation.Destinations;
using CsCheck;

namespace Activation.Tests.Delivery;

/// <summary>A platform that takes what is right, counts what is not, and names only some of it.</summary>
public sealed class NameSearchTests
{
    [Theory]
    [InlineData(130, 100, 2)]
    [InlineData(1_000, 100, 10)]
    [InlineData(6_500, 100, 65)]
    public void Search_PlatformNamesAHundredACall_EachCallNamesTheNext(int bad, int samples, int calls)
    {
        var (sent, state) = Run(10_000, [.. Enumerable.Range(0, bad).Select(i => i * 10_000 / bad)], samples);

        sent.Result.ShouldBe(DestinationResult.Success);
        (sent.Rejected.Count, sent.UnnamedRejections).ShouldBe((bad, 0));
        state.Calls.ShouldBe(calls);
    }

    [Fact]
    public void Search_PlatformNamesNone_HalvesDownToTheRow()
    {
        var (sent, state) = Run(10_000, [0, 5_000, 9_999], samples: 0);

        sent.Rejected.ShouldBe([new RejectedRow(0, "rejectedByPlatform"), new RejectedRow(5_000, "rejectedByPlatform"), new RejectedRow(9_999, "rejectedByPlatform")]);
        sent.UnnamedRejections.ShouldBe(0);
        state.Calls.ShouldBeLessThanOrEqualTo(1 + (3 * 16));
    }

    [Fact]
    public void Search_MoreThanTheCallsName_CountsTheRest()
    {
        var (sent, state) = Run(10_000, [.. Enumerable.Range(0, 8_000)], samples: 100);

        state.Calls.ShouldBe(1 + NameSearch.MaxCalls);
        (sent.Rejected.Count, sent.UnnamedRejections).ShouldBe((6_500, 1_500));
        sent.Candidates.ShouldBe(Enumerable.Range(6_500, 3_500));
    }

    [Fact]
    public void Search_AnyRowsAndSamples_NamesExactlyTheBadAndCountsTheRest() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 60], Gen.Int[0, 7], Gen.Int).Sample((members, count, samples, seed) =>
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, count).Select(_ => random.Next(members)).ToHashSet();

            var (sent, state) = Run(members, bad, samples);

            sent.Result.ShouldBe(DestinationResult.Success);
            sent.Rejected.ShouldAllBe(r => bad.Contains(r.Index));
            (sent.Rejected.Count + sent.UnnamedRejections).ShouldBe(bad.Count);
            state.NameCalls.ShouldBeLessThanOrEqualTo(NameSearch.MaxCalls);
            var named = sent.Rejected.Select(r => r.Index).ToHashSet();
            (bad.Count == named.Count || bad.Except(named).All(sent.Candidates.Contains)).ShouldBeTrue("whoever has no name is among the candidates");
            sent.Candidates.ShouldNotContain(r => named.Contains(r));
            if (state.NameCalls < NameSearch.MaxCalls)
            {
                sent.UnnamedRejections.ShouldBe(0);
            }
        });

    [Fact]
    public void Search_CountIsTooHigh_BlamesNobodyForIt()
    {
        // As of a member with several rows, or a platform that counts inexactly.
        var (sent, _) = Run(64, [7], samples: 0, inflation: 3);

        sent.Rejected.Select(r => r.Index).ShouldBe([7]);
    }

    [Fact]
    public void Search_PartIsRefusedAsAWhole_IsolatesTheRowAndCountsTheRest()
    {
        var refusal = new DestinationResult(DestinationOutcome.Refused, "100", "Invalid parameter");
        var state = BatchSplit.Begin(8, SendResult.Success with { UnnamedRejections = 2 });
        while (BatchSplit.Next(state) is { } part)
        {
            state = BatchSplit.After(state, part, part.Rows().Contains(2) ? SendResult.Failure(refusal) : SendResult.Success);
        }

        var sent = BatchSplit.Result(state);
        sent.Rejected.ShouldBe([new RejectedRow(2, "refused:100")]);
        sent.UnnamedRejections.ShouldBe(2);
        sent.Candidates.ShouldBe([0, 1, 3, 4, 5, 6, 7]);
    }

    private static (SendResult Sent, SplitState State) Run(int members, HashSet<int> bad, int samples, int inflation = 0)
    {
        var state = BatchSplit.Begin(members, Answer(RowSet.Of(0, members)));
        while (BatchSplit.Next(state) is { } part)
        {
            state = BatchSplit.After(state, part, Answer(part));
        }

        return (BatchSplit.Result(state), state);

        SendResult Answer(RowSet part)
        {
            var wrong = part.Rows().Select((row, index) => (row, index)).Where(r => bad.Contains(r.row)).Select(r => new RejectedRow(r.index, "rejectedByPlatform")).ToList();
            return new SendResult(DestinationResult.Success, [.. wrong.Take(samples)]) { UnnamedRejections = Math.Max(0, wrong.Count - samples) + (wrong.Count > 0 && part.Count > 1 ? inflation : 0) };
        }
    }
}
