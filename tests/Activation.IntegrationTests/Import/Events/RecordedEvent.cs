namespace Activation.IntegrationTests.Import.Events;

/// <summary>A row of the view `events`, or what it should be.</summary>
/// <param name="Properties">`name=value` of those that it has, in order.</param>
internal sealed record RecordedEvent(ProfileId Profile, string Name, DateTime At, string Properties);
