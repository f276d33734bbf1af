namespace Activation.Destinations.Adobe;

/// <summary>One value of an identifier of a member: what a platform that knows people by one identity at a time is sent.</summary>
/// <param name="Row">The member's position in <see cref="DestinationBatch.Rows"/>.</param>
internal readonly record struct MemberIdentity(int Row, string Identifier, string Value)
{
    /// <summary>Every value of every member, in the members' order.</summary>
    public static IEnumerable<MemberIdentity> Of(IReadOnlyList<MemberRow> rows) =>
        rows.SelectMany((row, index) => row.Values.SelectMany(v => v.Value.Select(value => new MemberIdentity(index, v.Key, value))));
}
