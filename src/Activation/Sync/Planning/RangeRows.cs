using Activation.Destinations;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Builds the rows of a range: fills `built`, `excluded` with the suppressed, and `invalid` with those who have identifiers of a wrong form only. The database hands members out and
/// takes rows on one thread, the rows are built on another.
/// </summary>
internal sealed class RangeRows(MemberRowBuilder rows, PlanScope scope)
{
    private const int MembersInHand = 1_000;

    /// <param name="shards">The range.</param>
    public async Task BuildAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        var needed = new NeededMembers(session, Variants(), scope.BarredSources);
        using var appender = new BuiltAppender(session);
        var building = Task.FromResult<BuiltRow[]>([]);
        try
        {
            foreach (var members in needed.Read(ProfileRange.Of(shards)).Chunk(MembersInHand))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var before = await building;
                building = Task.Run(() => Array.ConvertAll(members, Build), cancellationToken);
                appender.Append(before);
            }

            appender.Append(await building);
        }
        finally
        {
            await ((Task)building).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private BuiltRow Build(NeededMember member)
    {
        if (scope.Suppression?.IsSuppressed(member.Identifiers) == true)
        {
            return new BuiltRow(member) { IsSuppressed = true };
        }

        return rows.Build(member.Profile, member.Identifiers, member.Extras, out var hasInvalid) is { } row
            ? new BuiltRow(member) { Row = row.Digest(), Keys = rows.Keys(row), Data = MemberRowJson.Write(row) }
            : new BuiltRow(member) { IsInvalid = hasInvalid };
    }

    /// <summary>A person is suppressed by any identifier, sent or not.</summary>
    private IReadOnlySet<string> Variants() =>
        scope.Suppression is null or { IsEmpty: true } ? rows.Variants : Identifiers.Variants.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
}

/// <summary>What became of a member: a row, or none.</summary>
internal sealed record BuiltRow(NeededMember Member)
{
    public Guid Row { get; init; }

    public IReadOnlyList<Guid> Keys { get; init; } = [];

    /// <summary>See <see cref="MemberRowJson"/>; null: there is no row.</summary>
    public string? Data { get; init; }

    public bool IsSuppressed { get; init; }

    /// <summary>There is no row, and there are identifiers of a wrong form.</summary>
    public bool IsInvalid { get; init; }
}
