using Activation.Destinations;

namespace Activation.Delivery;

/// <summary>A member of a batch payload.</summary>
/// <param name="Row">What is sent; in a remove, only the keys that it may name.</param>
/// <param name="Place">Of the same profile.</param>
internal sealed record BatchMember(MemberRow Row, BatchPlace Place);
