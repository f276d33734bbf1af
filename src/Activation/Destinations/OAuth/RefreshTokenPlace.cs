namespace Activation.Destinations.OAuth;

/// <summary>Where an account's refresh token is kept: the field of the destination's secret.</summary>
internal sealed record RefreshTokenPlace(DestinationId Destination, string Field);
