using Activation.Profiles;

namespace Activation.Api.Events;

/// <param name="Names">Of events, as rules spell them; compared exactly.</param>
/// <param name="Properties">Of all events together; names are compared without regard to case.</param>
internal sealed record EventSchemaAnswer(IReadOnlyList<string> Names, IReadOnlyList<EventPropertyAnswer> Properties);

internal sealed record EventPropertyAnswer(string Name, TraitType Type);
