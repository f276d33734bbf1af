using Activation.Api.Json;

namespace Activation.Tests.Api;

public sealed class PageTests
{
    private static readonly IReadOnlyList<string> Letters = ["a", "b", "c", "d", "e"];

    [Fact]
    public void Cut_FollowedByNext_GivesEveryItemOnce()
    {
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = new Page(2, after).Cut(Letters, l => l);
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        seen.ShouldBe(Letters);
    }

    [Fact]
    public void Cut_LastFullPage_HasNoNext() => new Page(5, null).Cut(Letters, l => l).Next.ShouldBeNull();

    [Fact]
    public void Cut_UnknownAfter_IsRefused() =>
        Should.Throw<ProblemException>(() => new Page(2, "z").Cut(Letters, l => l)).Code.ShouldBe("invalidAfter");
}
