using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.Meta;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaRejectionsTests
{
    private static readonly IReadOnlyList<MemberRow> Members =
    [
        Member.Of("C-1", ("email", ["a"]), ("externalId", ["a/1"])),
        Member.Of("C-2", ("email", ["b", "c"]), ("externalId", ["é"])),
        Member.Of("C-3", ("email", ["a"]), ("externalId", ["a/1"])),
    ];

    private static SendResult Of(int invalid, string samples) =>
        MetaRejections.Of(new MetaUsersReply("1", 4, invalid, JsonDocument.Parse(samples).RootElement), MetaRows.Of(Members));

    [Fact]
    public void Of_SampleKeyedByRowText_FindsEveryMemberWithThatRow()
    {
        // Meta's own writer escapes slashes.
        var result = Of(2, JsonSerializer.Serialize(new Dictionary<string, string> { [$"[\"{Member.Hash("a")}\",\"a\\/1\"]"] = "empty external ID" }));

        result.Rejected.ShouldBe([new RejectedRow(0, "emptyExternalId"), new RejectedRow(2, "emptyExternalId")]);
        result.UnnamedRejections.ShouldBe(0);
    }

    [Fact]
    public void Of_TwoRowsOfOneMember_RejectsItOnce()
    {
        var result = Of(2, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            [$"[\"{Member.Hash("b")}\",\"\\u00e9\"]"] = "someone@example.com is odd",
            [$"[\"{Member.Hash("c")}\",\"é\"]"] = "someone@example.com is odd",
        }));

        result.Rejected.ShouldHaveSingleItem().ShouldBe(new RejectedRow(1, "rejectedByPlatform"));
        result.UnnamedRejections.ShouldBe(0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"not json":"empty external ID"}""")]
    [InlineData("""{"[\"unknown\",\"row\"]":"empty external ID"}""")]
    public void Of_NoUsableSample_CountsWithoutNames(string samples)
    {
        var result = Of(3, samples);

        result.Result.ShouldBe(DestinationResult.Success);
        result.Rejected.ShouldBeEmpty();
        result.UnnamedRejections.ShouldBe(3);
    }

    [Fact]
    public void Of_MissingSamples_IsSuccess() =>
        MetaRejections.Of(new MetaUsersReply("1", 4, null, default), MetaRows.Of(Members)).UnnamedRejections.ShouldBe(0);
}
