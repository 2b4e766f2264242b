using System.Net;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class AddressGateTests
{
    private static readonly IPAddress First = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Second = IPAddress.Parse("192.0.2.2");

    [Fact]
    public async Task Address_is_free_again_after_the_pass_is_given_back()
    {
        using var gate = new AddressGate();
        var pass = await gate.EnterAsync(First, CancellationToken.None);
        var waiting = gate.EnterAsync(First, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        pass.Dispose();
        (await waiting).Dispose();
        (await gate.EnterAsync(First, CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Other_addresses_do_not_wait()
    {
        using var gate = new AddressGate();
        using var first = await gate.EnterAsync(First, CancellationToken.None);
        var second = gate.EnterAsync(Second, CancellationToken.None);
        Assert.True(second.IsCompleted);
        (await second).Dispose();
    }

    [Fact]
    public async Task Both_forms_of_an_IPv4_address_are_one()
    {
        using var gate = new AddressGate();
        using var first = await gate.EnterAsync(First, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var waiting = gate.EnterAsync(First.MapToIPv6(), cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(waiting.AsTask);
    }

    [Fact]
    public async Task Connections_in_all_are_bounded()
    {
        using var gate = new AddressGate(connections: 1);
        var first = await gate.EnterAsync(First, CancellationToken.None);
        var waiting = gate.EnterAsync(Second, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        first.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Cancelled_wait_leaves_the_gate_as_it_was()
    {
        using var gate = new AddressGate(connections: 1);
        var pass = await gate.EnterAsync(First, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var sameAddress = gate.EnterAsync(First, cancellation.Token);
        var otherAddress = gate.EnterAsync(Second, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(sameAddress.AsTask);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(otherAddress.AsTask);
        pass.Dispose();
        (await gate.EnterAsync(First, CancellationToken.None)).Dispose();
        (await gate.EnterAsync(Second, CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Pass_given_back_twice_counts_once()
    {
        using var gate = new AddressGate();
        var pass = await gate.EnterAsync(First, CancellationToken.None);
        pass.Dispose();
        pass.Dispose();
        using var next = await gate.EnterAsync(First, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var waiting = gate.EnterAsync(First, cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(waiting.AsTask);
    }
}
