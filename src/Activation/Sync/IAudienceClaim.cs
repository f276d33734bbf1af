namespace Activation.Sync;

/// <summary>Says whether somebody must be seen out of a destination's audiences, so that none of them may be let go of before; every registered one is asked.</summary>
internal interface IAudienceClaim
{
    /// <param name="destination">The destination's id.</param>
    /// <returns>What asks for it, for a person; null: nothing does.</returns>
    Task<string?> FindAsync(string destination, CancellationToken cancellationToken);
}
