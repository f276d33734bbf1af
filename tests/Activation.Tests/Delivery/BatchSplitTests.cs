using Activation.Delivery.Splitting;
using Activation.Destinations;
using CsCheck;

namespace Activation.Tests.Delivery;

public sealed class BatchSplitTests
{
    private static readonly DestinationResult Refusal = new(DestinationOutcome.Refused, "http422", "The receiver refuses what it is sent.");

    public static TheoryData<string, int[]> Positions() => new()
    {
        { "first", [0] },
        { "last", [9_999] },
        { "first and last", [0, 9_999] },
        { "seven at the beginning", [0, 1, 2, 3, 4, 5, 6] },
        { "seven at the end", [9_993, 9_994, 9_995, 9_996, 9_997, 9_998, 9_999] },
        { "seven around the middle", [4_996, 4_997, 4_998, 4_999, 5_000, 5_001, 5_002] },
        { "seven spread evenly", [1_250, 2_500, 3_750, 5_000, 6_250, 7_500, 8_750] },
        { "seven apart", [17, 801, 2_222, 4_096, 6_001, 7_777, 9_998] },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public void Split_SevenBadOfTenThousand_FindsExactlyThemIn120Calls(string where, int[] bad)
    {
        var (sent, state) = Run(10_000, [.. bad]);

        sent.Result.ShouldBe(DestinationResult.Success, where);
        sent.Rejected.ShouldBe(bad.Select(b => new RejectedRow(b, "refused:http422")), where);
        state.Taken.ShouldBe(10_000 - bad.Length);
        state.Calls.ShouldBeLessThanOrEqualTo(120, where);
    }

    [Fact]
    public void Split_AnyFewBadRows_FindsExactlyThemWithinItsBound() =>
        Gen.Select(Gen.Int[2, 3_000], Gen.Int[0, 12], Gen.Int).Sample((members, count, seed) =>
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, Math.Min(count, members - 1)).Select(_ => random.Next(members)).ToHashSet();
            if (bad.Count == 0 || bad.Count > members / 4)
            {
                return;
            }

            var (sent, state) = Run(members, bad);

            // Of few rows a quarter may hide behind three bad probes; else the search never gives up here.
            if (sent.Result.Outcome == DestinationOutcome.Success)
            {
                sent.Rejected.Select(r => r.Index).ShouldBe(bad.Order());
                state.Taken.ShouldBe(members - bad.Count);
            }
            else
            {
                state.Isolated.ShouldBe(BatchSplit.Probes);
                sent.Rejected.ShouldBeEmpty();
            }

            state.Calls.ShouldBeLessThanOrEqualTo(2 + (bad.Count * ((int)Math.Ceiling(Math.Log2(members)) + 2)));
        });

    [Fact]
    public void Split_EverythingRefused_StopsAfterThreeSingleRows()
    {
        var (sent, state) = Run(10_000, [.. Enumerable.Range(0, 10_000)]);

        sent.Result.Outcome.ShouldBe(DestinationOutcome.Stop);
        sent.Result.Code.ShouldBe("http422");
        sent.Rejected.ShouldBeEmpty("the call is at fault and not the rows");
        state.Calls.ShouldBe(1 + BatchSplit.Probes);
    }

    [Fact]
    public void Split_MoreBadRowsThanAreLookedFor_StopsWithThoseFound()
    {
        var (sent, state) = Run(1_000, [.. Enumerable.Range(0, 1_000).Where(i => i % 10 == 3)]);

        sent.Result.Outcome.ShouldBe(DestinationOutcome.Stop);
        sent.Rejected.Count.ShouldBe(21);
        sent.Rejected.ShouldAllBe(r => r.Index % 10 == 3);
        state.Calls.ShouldBeLessThan(300);
    }

    [Fact]
    public void Split_OneMemberAlone_StopsInsteadOfBlamingIt() =>
        Run(1, [0]).Sent.Result.Outcome.ShouldBe(DestinationOutcome.Stop);

    [Fact]
    public void Split_RefusedOnlyTogether_BlamesNobody()
    {
        // As a platform whose calls may hold fewer rows than it says.
        var state = BatchSplit.Begin(100, SendResult.Failure(Refusal));
        while (BatchSplit.Next(state) is { } part)
        {
            state = part.Count > 30 ? BatchSplit.Refuse(state, part, Refusal) : BatchSplit.Take(state, part, SendResult.Success);
        }

        BatchSplit.Result(state).Result.ShouldBe(DestinationResult.Success);
        BatchSplit.Result(state).Rejected.ShouldBeEmpty();
        state.Taken.ShouldBe(100);
    }

    [Fact]
    public void Take_RowsNamedInAPart_AreNamedByTheirPlaceInTheBatch()
    {
        var state = BatchSplit.Begin(40, SendResult.Failure(Refusal));
        state = BatchSplit.Take(state, RowSet.Of(10, 20), new SendResult(DestinationResult.Success, [new RejectedRow(3, "notSha256")]) { UnnamedRejections = 2 });

        state.Rejected.ShouldBe(new Dictionary<int, string> { [13] = "notSha256" });
        NameSearch.Unnamed(state).ShouldBe(2);
    }

    [Fact]
    public void RowSet_OfRandomRows_IsWhatASetOfNumbersIs() =>
        Gen.Select(Gen.Int[0, 60].HashSet[0, 30], Gen.Int[0, 60].HashSet[0, 30], Gen.Int[0, 40]).Sample((left, right, count) =>
        {
            var (a, b) = (Of(left), Of(right));
            a.Rows().ShouldBe(left.Order());
            a.Union(b).Rows().ShouldBe(left.Union(right).Order());
            a.Except(b).Rows().ShouldBe(left.Except(right).Order());
            a.Take(count).Rows().ShouldBe(left.Order().Take(count));
            a.Count.ShouldBe(left.Count);
        });

    private static RowSet Of(IEnumerable<int> rows) => rows.Aggregate(RowSet.Empty, (set, row) => set.Union(RowSet.Of(row, row + 1)));

    /// <summary>A platform that refuses every call with a bad row; each row that it takes must be new to it.</summary>
    private static (SendResult Sent, SplitState State) Run(int members, HashSet<int> bad)
    {
        var taken = new HashSet<int>();
        var state = BatchSplit.Begin(members, SendResult.Failure(Refusal));
        while (BatchSplit.Next(state) is { } part)
        {
            var rows = part.Rows().ToList();
            if (rows.Any(bad.Contains))
            {
                state = BatchSplit.Refuse(state, part, Refusal);
                continue;
            }

            rows.ShouldAllBe(row => taken.Add(row));
            state = BatchSplit.Take(state, part, SendResult.Success);
        }

        return (BatchSplit.Result(state), state);
    }
}
