namespace Activation.Destinations.OAuth;

/// <summary>Keeps the refresh token that a platform gives in place of the one that it was shown, which ends in time.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-6</remarks>
internal interface IRefreshTokenKeeper
{
    /// <summary>Fails for no reason that has to do with the place.</summary>
    /// <param name="shown">The token that was used.</param>
    /// <param name="given">The one that the platform gave for it.</param>
    Task KeepAsync(RefreshTokenPlace place, string shown, string given, CancellationToken cancellationToken);
}
