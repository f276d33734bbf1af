using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.Meta;

/// <summary>Audiences whose people are all in one call are replaced, over HTTP against the sandbox.</summary>
public sealed class MetaReplacementTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;
    private int batches;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Fact]
    public async Task Send_Everybody_IsOneCallThatTakesOutWhoeverElseIsIn()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, 1, 2, 3));
        Sandbox.Platform.ClearCalls();

        var sent = await SendAsync(Batch(audience, 2, 3, 4) with { IsFull = true, IsEverybody = true });

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Receipt.ShouldNotBeNull();
        Sandbox.Platform.Calls.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Operation.ShouldBe("replace"), c => c.Method.ShouldBe("POST"), c => c.Path.ShouldEndWith($"/{audience}/usersreplace"));
        ShouldHold(audience, 2, 3, 4);
    }

    [Fact]
    public async Task Send_NotEverybodyOrAPart_AddsAndTakesNobodyOut()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, 1));

        await SendAsync(Batch(audience, 2) with { IsFull = true });
        await SendAsync(Batch(audience, 3) with { IsFull = true, IsEverybody = true, Part = 1 });

        ShouldHold(audience, 1, 2, 3);
    }

    [Fact]
    public async Task Send_AnswerIsLost_IsRepeatedAndHoldsExactlyThem()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, 1));
        var batch = Batch(audience, 2, 3) with { IsEverybody = true };
        Sandbox.Platform.Fault = _ => SandboxFault.LostResponse;

        (await SendAsync(batch)).Result.Outcome.ShouldBe(DestinationOutcome.Retry);
        Sandbox.Platform.Fault = null;
        (await SendAsync(batch with { Attempt = 2 })).Result.ShouldBe(DestinationResult.Success);

        ShouldHold(audience, 2, 3);
    }

    /// <summary>As after a change that Meta is not done with: https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#replace-api</summary>
    [Theory]
    [InlineData(1870145)]
    [InlineData(1870144)]
    [InlineData(1870148)]
    public async Task Send_MetaDoesNotReplaceTheAudience_ItsPeopleAreAddedInTheEnd(int subcode)
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, 1));
        Sandbox.Platform.Answer = call => call.Operation == "replace" ? new SandboxAnswer(400, $$$"""{"error":{"code":2650,"error_subcode":{{{subcode}}}}}""") : null;
        var batch = Batch(audience, 2) with { IsEverybody = true };

        for (var attempt = 1; attempt <= MetaReplacement.Tries; attempt++)
        {
            var refused = (await SendAsync(batch with { Attempt = attempt })).Result;
            (refused.Outcome, refused.Code, refused.Wait).ShouldBe((DestinationOutcome.Retry, $"2650/{subcode}", TimeSpan.FromMinutes(5)), "the account has nothing to rest for");
        }

        (await SendAsync(batch with { Attempt = MetaReplacement.Tries + 1 })).Result.ShouldBe(DestinationResult.Success);
        ShouldHold(audience, 1, 2);
    }

    [Theory]
    [InlineData(190, 463, DestinationOutcome.Reconnect)]
    [InlineData(80003, 0, DestinationOutcome.Throttled)]
    [InlineData(100, 0, DestinationOutcome.Refused)]
    [InlineData(200, 1870090, DestinationOutcome.Stop)]
    public async Task Send_OtherErrors_MeanWhatTheyMeanOfAnyUpload(int code, int subcode, DestinationOutcome outcome)
    {
        var audience = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Operation == "replace" ? new SandboxAnswer(400, $$$"""{"error":{"code":{{{code}}},"error_subcode":{{{subcode}}}}}""") : null;

        (await SendAsync(Batch(audience, 1) with { IsEverybody = true })).Result.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Send_InvalidRowAmongThem_IsNamedAndTheOthersAreIn()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, 9));
        var batch = Batch(audience, 1, 2, 3) with { IsEverybody = true };

        var sent = await SendAsync(batch with { Rows = [batch.Rows[0], new MemberRow(ProfileId.ForCustomer("C-2"), [new("email", ["not hashed"])]), batch.Rows[2]] });

        sent.Rejected.ShouldHaveSingleItem().ShouldBe(new RejectedRow(1, "notSha256"));
        ShouldHold(audience, 1, 3);
    }

    private static MemberRow Row(int person) => Member.Of($"C-{person}", ("email", [$"{person}"]));

    private void ShouldHold(string audience, params int[] people) => Sandbox.Platform.Keys(audience).ShouldBe(people.Select(p => $"EMAIL:{Member.Hash($"{p}")}"), ignoreOrder: true);

    private DestinationBatch Batch(string audience, params int[] people) =>
        new(new BatchId(new RunId("gold.1"), ++batches), 1, audience, "Gold", BatchOperation.Add, [.. people.Select(Row)], DateTimeOffset.UnixEpoch);

    private Task<SendResult> SendAsync(DestinationBatch batch) => Destination.SendAsync(Account, batch, CancellationToken.None);

    private async Task<string> EnsureAsync() =>
        (await Destination.EnsureAudienceAsync(Account, new AudienceSpec(new SyncId("gold"), "Gold", "Made by a sync", "[activation:gold]", null), CancellationToken.None)).AudienceId.ShouldNotBeNull();

    private MetaDestination Destination => new(http.Client, TimeProvider.System);

    private DestinationAccount Account => new(
        new DestinationId("meta"), JsonDocument.Parse($$"""{"adAccountId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}"}""").RootElement, new Dictionary<string, string> { ["accessToken"] = "sandbox-token" });
}
