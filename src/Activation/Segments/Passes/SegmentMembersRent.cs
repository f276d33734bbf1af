namespace Activation.Segments.Passes;

/// <summary>A segment's members as a pass found them; they stay until this is disposed.</summary>
internal sealed class SegmentMembersRent(SegmentPass pass, int query, Func<SegmentPass, Task> leave) : IAsyncDisposable
{
    /// <summary>Rows of `pid`, `ids_digest`.</summary>
    /// <param name="range">Position in the ranges in which the snapshot was read.</param>
    public SqlQuery InRange(int range) => pass.Members(query, range);

    public async ValueTask DisposeAsync() => await leave(pass);
}
