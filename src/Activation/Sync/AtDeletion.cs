namespace Activation.Sync;

/// <summary>What becomes of an audience when its sync is deleted.</summary>
public enum AtDeletion
{
    /// <summary>Everybody is removed; the audience stays.</summary>
    Empty,

    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>It is deleted at the platform.</summary>
    Delete,
}
