using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>Lists of people who are known by email, phone and address.</summary>
internal sealed class GoogleDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : GoogleListDestination(GoogleType.Contacts(), http, tokens, time);
