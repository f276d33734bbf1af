using Activation.Delivery;
using Activation.Destinations;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations;

/// <summary>What a platform with audiences of its own, called over HTTP, must keep beyond the rest; shown against its strict stand-in.</summary>
public abstract class PlatformConformanceTests : DestinationConformanceTests
{
    private const int Population = 40;

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private protected SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    private protected TestHttp Http => http;

    private protected virtual SandboxOptions Options => new();

    /// <summary>Every error of the platform's documents that a batch can meet.</summary>
    private protected abstract IReadOnlyList<DocumentedError> Errors { get; }

    /// <summary>False: the audience is a name alone, with nothing at the platform that could be renamed or gone.</summary>
    private protected virtual bool HasAudiences => true;

    /// <summary>False: the platform offers no change of an audience's name, which then stays.</summary>
    private protected virtual bool CanRename => true;

    /// <summary>How many random changes of an audience are tried; fewer where another class shows the same destination.</summary>
    private protected virtual int Operations => 1000;

    /// <summary>What an audience is called there, where that is more than its name.</summary>
    private protected virtual string NameAtPlatform(AudienceSpec audience) => audience.Name;

    /// <summary>The operation of the calls that change an audience.</summary>
    private protected virtual bool Changes(SandboxCall call) => call.Operation is "add" or "remove";

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Task.FromResult<IReadOnlyList<string>>([.. (Sandbox.Platform.People(audienceId) ?? []).Select(p => string.Join('|', p))]);

    public override async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(Options, CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData(SandboxFault.Throttle, DestinationOutcome.Throttled)]
    [InlineData(SandboxFault.Error500, DestinationOutcome.Retry)]
    [InlineData(SandboxFault.Html, DestinationOutcome.Retry)]
    public async Task Send_Fault_IsClassifiedInOneCallAndAppliesNothing(SandboxFault fault, DestinationOutcome outcome)
    {
        var audience = await EnsureAsync();
        Sandbox.Platform.ClearCalls();
        Sandbox.Platform.Fault = call => Changes(call) ? fault : null;

        var sent = await SendAsync(Batch(audience, BatchOperation.Add, Row(1)));

        sent.Result.Outcome.ShouldBe(outcome);
        sent.Result.Code.ShouldNotBeEmpty();
        sent.Result.Message.ShouldNotBeEmpty();
        Sandbox.Platform.Calls.Count(Changes).ShouldBe(1);
        (await HeldAsync(audience)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_ResponseLost_AsksForARetryThatConverges()
    {
        var audience = await EnsureAsync();
        var batch = Batch(audience, BatchOperation.Add, Row(1), Row(2));
        Sandbox.Platform.Fault = call => Changes(call) ? SandboxFault.LostResponse : null;

        (await SendAsync(batch)).Result.Outcome.ShouldBe(DestinationOutcome.Retry);
        Sandbox.Platform.Fault = null;

        (await SendAsync(batch with { Attempt = 2 })).Result.Outcome.ShouldBe(DestinationOutcome.Success);
        (await HeldAsync(audience)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Send_LargestBatch_IsTaken()
    {
        var audience = await EnsureAsync();
        IReadOnlyList<MemberRow> rows = [.. Enumerable.Range(1, Destination.Type.MaxBatch).Select(Row)];

        (await SendAsync(Batch(audience, BatchOperation.Add, rows))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).Count.ShouldBe(rows.Count);
    }

    [Fact]
    public async Task Send_OneBadRow_IsNamedOrTheBatchIsRefusedWhole()
    {
        var audience = await EnsureAsync();
        var bad = (await KeysAsync(audience, Row(2))).ToHashSet(StringComparer.Ordinal);
        Sandbox.Platform.RefusesRow = keys => keys.Any(bad.Contains);

        var sent = await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2), Row(3)));

        if (sent.Result.Outcome == DestinationOutcome.Success)
        {
            (sent.Rejected.Select(r => r.Index).SequenceEqual([1]) || sent.UnnamedRejections > 0).ShouldBeTrue();
            (await HeldAsync(audience)).Count.ShouldBe(2);
        }
        else
        {
            sent.Result.Outcome.ShouldBe(DestinationOutcome.Refused);
            (await HeldAsync(audience)).ShouldBeEmpty();
        }
    }

    /// <summary>Everybody is known by another identifier, in as few calls as the type says that they may share.</summary>
    [Fact]
    public async Task Send_MembersWithDifferentIdentifiers_AreEachAddedAndRemoved()
    {
        var audience = await EnsureAsync();
        var rows = Enumerable.Range(0, 4).Select(i => WithOneKind(Row(11 + i), i)).ToList();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(10)));
        var before = await HeldAsync(audience);

        foreach (var group in rows.Append(Row(10)).GroupBy(Destination.Type.GroupOf, StringComparer.Ordinal))
        {
            (await SendAsync(Batch(audience, BatchOperation.Add, [.. group]))).Result.ShouldBe(DestinationResult.Success);
        }

        (await HeldAsync(audience)).Count.ShouldBe(before.Count + rows.Count);
        foreach (var group in rows.GroupBy(Destination.Type.GroupOf, StringComparer.Ordinal))
        {
            (await SendAsync(Batch(audience, BatchOperation.Remove, [.. group]))).Result.ShouldBe(DestinationResult.Success);
        }

        (await HeldAsync(audience)).ShouldBe(before, ignoreOrder: true);
    }

    /// <summary>Of the member's identifiers by which the platform finds people, the one whose turn it is.</summary>
    private MemberRow WithOneKind(MemberRow row, int turn)
    {
        var keys = Destination.Type.Keys;
        var found = row.Values.Where(v => keys.Count == 0 ? v.Key is "email" or "phone" : keys.Any(k => !k.IsComposite && k.Identifiers[0] == v.Key)).ToList();
        return row with { Values = [found[turn % found.Count]] };
    }

    /// <summary>Everybody of a full run in one batch: who else is in goes where the type says so, and stays anywhere else.</summary>
    [Fact]
    public async Task Send_Everybody_TakesOthersOutWhereTheTypeReplaces()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)));

        (await SendAsync(Batch(audience, BatchOperation.Add, Row(2), Row(3)) with { IsFull = true, IsEverybody = true })).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).Count.ShouldBe(Destination.Type.ReplacesSmallAudiences ? 2 : 3);
    }

    [Fact]
    public async Task Rehearse_WhereItIsOffered_NamesWhoWouldBeRefusedAndAppliesNothing()
    {
        if (!Destination.Type.SupportsRehearsal)
        {
            await Should.ThrowAsync<NotSupportedException>(() => Destination.RehearseAsync(Working, Batch("1", BatchOperation.Add, Row(1)), CancellationToken.None));
            return;
        }

        var audience = await EnsureAsync();
        var bad = (await KeysAsync(audience, Row(2))).ToHashSet(StringComparer.Ordinal);
        Sandbox.Platform.RefusesRow = keys => keys.Any(bad.Contains);

        var looked = await Destination.RehearseAsync(Working, Batch(audience, BatchOperation.Add, Row(1), Row(2), Row(3)), CancellationToken.None);

        looked.Result.ShouldBe(DestinationResult.Success);
        looked.Rejected.ShouldHaveSingleItem().Index.ShouldBe(1);
        looked.Receipt.ShouldBeNull();
        (await HeldAsync(audience)).ShouldBeEmpty();
    }

    [Fact]
    public async Task EnsureAudience_OtherNameAndDescription_AreTheAudiences()
    {
        if (!HasAudiences)
        {
            return;
        }

        const string description = "Members of two segments";
        var audience = await EnsureAsync();
        var hasDescription = Sandbox.Platform.Audiences.ShouldHaveSingleItem().Description.Contains(Spec().Description, StringComparison.Ordinal);

        var renamed = await Destination.EnsureAudienceAsync(Working, Spec(audience, "Gold and Silver") with { Description = description }, CancellationToken.None);

        renamed.ShouldBe(new EnsureAudienceResult(DestinationResult.Success, audience));
        var held = Sandbox.Platform.Audiences.ShouldHaveSingleItem();
        held.Name.ShouldBe(NameAtPlatform(Spec(name: CanRename ? "Gold and Silver" : "Gold members")));
        held.Description.Contains(description, StringComparison.Ordinal).ShouldBe(hasDescription && CanRename);
    }

    [Fact]
    public async Task Send_DocumentedError_MeansWhatItSays()
    {
        var audience = await EnsureAsync();
        foreach (var error in Errors)
        {
            Sandbox.Platform.Answer = call => Changes(call) ? new SandboxAnswer(error.Status, error.Body) { Headers = error.Headers } : null;

            var sent = await SendAsync(Batch(audience, BatchOperation.Add, Row(1)));

            (error.Body, sent.Result.Outcome, sent.Result.Code).ShouldBe((error.Body, error.Outcome, error.Code));
            if (error.Wait is { } wait)
            {
                sent.Result.Wait.ShouldBe(wait);
            }
        }
    }

    [Fact]
    public async Task Send_ManyOperations_HoldsExactlyWhoShouldBeIn()
    {
        var audience = await EnsureAsync();
        var held = new Dictionary<int, string>();
        for (var member = 1; member <= Population; member++)
        {
            held[member] = string.Join('|', await KeysAsync(audience, Row(member)));
        }

        var random = new Random(20261124);
        var expected = new SortedSet<int>();
        for (var i = 0; i < Operations; i++)
        {
            var operation = random.Next(2) == 0 ? BatchOperation.Add : BatchOperation.Remove;
            var members = Enumerable.Range(1, Population).OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToList();
            (await SendAsync(Batch(audience, operation, [.. members.Select(Row)]))).Result.Outcome.ShouldBe(DestinationOutcome.Success);
            if (operation == BatchOperation.Add)
            {
                expected.UnionWith(members);
            }
            else
            {
                expected.ExceptWith(members);
            }
        }

        (await HeldAsync(audience)).ShouldBe(expected.Select(m => held[m]), ignoreOrder: true);
    }

    /// <summary>How the platform shows a member; the member is not in the audience before and after.</summary>
    private async Task<IReadOnlyList<string>> KeysAsync(string audience, MemberRow row)
    {
        (await SendAsync(Batch(audience, BatchOperation.Add, row))).Result.Outcome.ShouldBe(DestinationOutcome.Success);
        var shown = await HeldAsync(audience);
        (await SendAsync(Batch(audience, BatchOperation.Remove, row))).Result.Outcome.ShouldBe(DestinationOutcome.Success);
        return shown.ShouldHaveSingleItem().Split('|');
    }
}
