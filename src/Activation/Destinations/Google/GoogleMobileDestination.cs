using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>Lists of people who are known by their mobile ad ids.</summary>
internal sealed class GoogleMobileDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : GoogleListDestination(GoogleType.MobileIds(), http, tokens, time);
