using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;

namespace Activation.Tests.Destinations;

/// <summary>
/// What every destination must keep. A new one adds a subclass that says how to reach it and how to look at what it holds.
/// </summary>
public abstract class DestinationConformanceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private int batches;

    private protected abstract IDestination Destination { get; }

    /// <summary>Settings that work.</summary>
    private protected abstract string Settings { get; }

    private protected abstract IReadOnlyDictionary<string, string> Secret { get; }

    /// <summary>A secret of the right shape that the platform refuses; null if the type has none.</summary>
    private protected abstract IReadOnlyDictionary<string, string>? WrongSecret { get; }

    /// <summary>False: the platform has no way to find an audience again of which the id is not known.</summary>
    private protected virtual bool FindsAgain => true;

    /// <summary>Whether the settings cannot be used without the secret.</summary>
    private protected virtual bool NeedsSecret => Destination.Type.SecretSchema["required"]?.AsArray().Count > 0;

    /// <summary>The members that the platform holds, each as one text that is the same for the same member.</summary>
    private protected abstract Task<IReadOnlyList<string>> HeldAsync(string audienceId);

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    private protected static DestinationAccount Account(string settings, IReadOnlyDictionary<string, string> secret) =>
        new(new DestinationId("test"), JsonDocument.Parse(settings).RootElement, secret);

    private protected static AudienceSpec Spec(string? knownId = null, string name = "Gold members") =>
        new(new SyncId("gold"), name, "Members of a segment [activation:gold]", "[activation:gold]", knownId);

    /// <summary>A member with up to three of the identifiers by which the platform matches, in the form that it demands.</summary>
    private protected virtual MemberRow Row(int number)
    {
        var matching = Destination.Type.Keys.Where(k => !k.IsComposite).Select(k => k.Identifiers[0]).ToHashSet(StringComparer.Ordinal);
        return Member.Of(number, Destination.Type.Identifiers.Where(i => matching.Count == 0 || matching.Contains(i.Name)).Take(3));
    }

    private protected DestinationAccount Working => Account(Settings, Secret);

    private protected async Task<string> EnsureAsync()
    {
        var ensured = await Destination.EnsureAudienceAsync(Working, Spec(), CancellationToken.None);
        ensured.Result.Outcome.ShouldBe(DestinationOutcome.Success);
        return ensured.AudienceId.ShouldNotBeNull();
    }

    private protected DestinationBatch Batch(string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        new(new BatchId(new RunId("gold.20261124060000000t"), ++batches), 1, audience, "Gold members", operation, rows, Now);

    private protected Task<SendResult> SendAsync(DestinationBatch batch) => Destination.SendAsync(Working, batch, CancellationToken.None);

    [Fact]
    public void Type_Declaration_IsWhole()
    {
        var type = Destination.Type;

        type.Type.ShouldMatch("^[a-z]+$");
        type.MaxBatch.ShouldBePositive();
        type.Identifiers.ShouldNotBeEmpty();
        type.Identifiers.ShouldAllBe(i => Activation.Profiles.Identifiers.Variant(i.Variant).Identifier == i.Name);
        type.Keys.SelectMany(k => k.Identifiers).ShouldBeSubsetOf(type.Identifiers.Select(i => i.Name));
        type.SettingsSchema["type"]?.GetValue<string>().ShouldBe("object");
        type.SecretSchema["type"]?.GetValue<string>().ShouldBe("object");
        type.Documentation.IsAbsoluteUri.ShouldBeTrue();
    }

    [Fact]
    public void Validate_WorkingAccount_Passes() => Should.NotThrow(() => Destination.Validate(Working));

    [Fact]
    public void Validate_UnknownSetting_NamesIt() =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account("""{"colour":"red"}""", Secret))).Status.ShouldBe(400);

    [Fact]
    public async Task Check_WorkingAccount_Succeeds() =>
        (await Destination.CheckAsync(Working, CancellationToken.None)).ShouldBe(DestinationResult.Success);

    [Fact]
    public async Task Add_Twice_HoldsEachMemberOnce()
    {
        var audience = await EnsureAsync();

        (await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)))).Result.ShouldBe(DestinationResult.Success);
        var once = await HeldAsync(audience);
        (await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)))).Result.ShouldBe(DestinationResult.Success);

        once.Count.ShouldBe(2);
        (await HeldAsync(audience)).ShouldBe(once);
    }

    [Fact]
    public async Task Remove_WhatWasAdded_LeavesTheOthers()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(2)));
        var others = await HeldAsync(audience);
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1)));

        (await SendAsync(Batch(audience, BatchOperation.Remove, Row(1)))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).ShouldBe(others);
    }

    [Fact]
    public async Task EnsureAudience_Again_GivesTheSameAudience()
    {
        var audience = await EnsureAsync();

        if (FindsAgain)
        {
            (await EnsureAsync()).ShouldBe(audience);
        }

        var known = await Destination.EnsureAudienceAsync(Working, Spec(audience), CancellationToken.None);
        known.ShouldBe(new EnsureAudienceResult(DestinationResult.Success, audience));
    }

    [Fact]
    public async Task AnyCall_SecretIsLost_StopsAsAValue()
    {
        var without = Account(Settings, new Dictionary<string, string>());
        var expected = NeedsSecret ? DestinationOutcome.Stop : DestinationOutcome.Success;

        (await Destination.CheckAsync(without, CancellationToken.None)).Outcome.ShouldBe(expected);
        (await Destination.SendAsync(without, Batch("1", BatchOperation.Add, Row(1)), CancellationToken.None)).Result.Outcome.ShouldBe(expected);
    }

    [Fact]
    public async Task Remove_MemberThatIsNotThere_ChangesNothing()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1)));
        var before = await HeldAsync(audience);

        (await SendAsync(Batch(audience, BatchOperation.Remove, Row(2)))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).ShouldBe(before);
    }

    [Fact]
    public async Task AnyCall_WithWrongCredential_AsksToReconnectAndNamesNeitherSecretNorMember()
    {
        if (WrongSecret is not { } wrong)
        {
            Destination.Type.SecretSchema["properties"]?.AsObject().Count.ShouldBe(0);
            return;
        }

        var audience = await EnsureAsync();
        var row = Row(1);

        var sent = await Destination.SendAsync(Account(Settings, wrong), Batch(audience, BatchOperation.Add, row), CancellationToken.None);

        sent.Result.Outcome.ShouldBe(DestinationOutcome.Reconnect);
        var text = $"{sent.Result.Code} {sent.Result.Message}";
        text.ShouldNotBeEmpty();
        wrong.Values.Concat(row.Values.SelectMany(v => v.Value)).ShouldAllBe(secret => !text.Contains(secret));
    }
}
