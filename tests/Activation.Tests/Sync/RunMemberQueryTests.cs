using Activation.Sync.Members;

namespace Activation.Tests.Sync;

public sealed class RunMemberQueryTests
{
    [Theory]
    [InlineData(RunMemberOutcome.Excluded)]
    [InlineData(RunMemberOutcome.Failed)]
    [InlineData(RunMemberOutcome.Candidate)]
    public void ParsePlace_OfAMember_IsThatMember(RunMemberOutcome outcome)
    {
        var member = new RunMember(ProfileId.ForCustomer("a").ToString(), outcome, "notDelivered:a|b");

        RunMemberQuery.ParsePlace(member.Place).ShouldBe(member);
    }

    [Theory]
    [InlineData("")]
    [InlineData("failed|xyz|reason")]
    [InlineData("gone|0123456789abcdef0123456789abcdef|reason")]
    [InlineData("failed|0123456789abcdef0123456789abcdef")]
    public void ParsePlace_OfSomethingElse_IsNone(string text) => RunMemberQuery.ParsePlace(text).ShouldBeNull();
}
