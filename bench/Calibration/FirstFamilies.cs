namespace Sweep.Bench.Calibration;

/// <summary>The battery by which thresholds were chosen: digits, wine, moons, xor.</summary>
internal static class FirstFamilies
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Causes.Healthy("""
            seed: 11
            dataset: {name: digits, train_rows: 800}
            model: {hidden: [48, 48]}
            training: {epochs: 30, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}, schedule: cosine, l2: 2e-3}
            vary:
              activation: [tanh, relu, elu, leaky_relu, gelu_tanh, selu, silu]
              batch_size: [16, 32]
            replicates: 2
            """),
        Causes.Healthy("""
            seed: 12
            dataset: {moons: {points: 800, noise: 0.15}}
            model: {hidden: [24, 24]}
            training: {epochs: 50, optimizer: {adam: {learning_rate: 0.01}}, schedule: cosine, l2: 1e-4}
            vary:
              activation: [tanh, relu, elu, silu, softplus]
              l2: [1e-4, 1e-3]
            replicates: 2
            """),
        Causes.Healthy("""
            seed: 13
            dataset: {friedman1: {points: 1500, features: 10, noise: 0.5}}
            model: {hidden: [32, 32]}
            training: {epochs: 50, optimizer: {adam: {learning_rate: 0.005}}, schedule: cosine, l2: 1e-3}
            vary: {activation: [tanh, relu, leaky_relu, selu]}
            replicates: 2
            """),
        Causes.Healthy("""
            seed: 14
            dataset: {name: digits, train_rows: 800}
            model: {depth: 8, width: 32, activation: relu}
            training: {epochs: 30, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}, schedule: cosine, l2: 1e-3}
            vary:
              body: [{normalization: batch_norm}, {residual: 2}, {init: he_uniform}, {activation: tanh}, {activation: selu}]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 15
            dataset: wine
            model: {hidden: [16]}
            training: {epochs: 60, batch_size: 16, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}, schedule: cosine, l2: 1e-2}
            vary: {activation: [sigmoid, tanh, relu]}
            replicates: 3
            """),
        Causes.Vanishing("""
            seed: 21
            dataset: {name: digits, train_rows: 400}
            model: {width: 32}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}}
            vary:
              depth: [5, 8, 12]
              activation: [sigmoid, tanh]
              init: [{normal: 0.01}, {normal: 0.03}, xavier_uniform]
            replicates: 2
            """),
        Causes.Mild("""
            seed: 22
            dataset: {name: digits, train_rows: 400}
            model: {width: 32}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}}
            vary:
              depth: [2, 3]
              activation: [sigmoid, tanh]
              init: [{normal: 0.1}, {normal: 0.2}, xavier_uniform]
            """),
        Causes.Exploding("""
            seed: 31
            dataset: {name: digits, train_rows: 400}
            model: {width: 48}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.001}}}
            vary:
              depth: [6, 10]
              activation: [relu, leaky_relu, elu]
              init: [{normal: 0.7}, {normal: 1}]
              clip: [{norm: 1}, {layer_norm: 0.5}]
            """),
        Causes.Chaotic("""
            seed: 32
            dataset: {name: digits, train_rows: 400}
            model: {activation: tanh, width: 64}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 1e-5}}}
            vary:
              depth: [12, 20]
              init: [{normal: 1}, {normal: 2}]
            replicates: 2
            """),
        Causes.Awakening("""
            seed: 35
            dataset: digits
            model: {hidden: [96, 96, 96]}
            training: {epochs: 20, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
            vary:
              activation: [relu, leaky_relu, elu, tanh]
              init: [{normal: 0.01}, {normal: 0.02}]
            replicates: 2
            """),
        Causes.Overflow("""
            seed: 33
            dataset: {name: digits, train_rows: 400}
            model: {width: 32}
            training: {epochs: 5}
            vary:
              depth: [16, 20]
              activation: [relu, identity]
              init: [{normal: 100}, {normal: 300}]
            """),
        Causes.Unstable("""
            seed: 34
            dataset: {friedman1: {points: 300}}
            model: {activation: identity}
            training: {epochs: 40}
            vary:
              hidden: [[], [8]]
              learning_rate: [3, 10]
              batch_size: [16, full]
            replicates: 2
            """),
        Causes.DeadLayer("""
            seed: 41
            dataset: {name: digits, train_rows: 400}
            model: {width: 32, activation: relu}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.02}}}
            vary:
              depth: [3, 5]
              layers: [[{layer: 2, init: {constant: -0.1}}], [{layer: 3, init: {constant: -1}}]]
            replicates: 3
            """),
        Causes.DeadUnits("""
            seed: 42
            dataset: {name: digits, train_rows: 400}
            model: {width: 32, activation: relu}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.005}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -6}, {constant: -10}]
            replicates: 3
            """),
        Causes.FewDead("""
            seed: 43
            dataset: {name: digits, train_rows: 400}
            model: {width: 32, activation: relu}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -0.5}, {constant: -1}]
            replicates: 2
            """),
        Causes.Saturated("""
            seed: 51
            dataset: {name: digits, train_rows: 400}
            model: {width: 32}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.001}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh, hard_tanh]
              init: [{normal: 1.5}, {normal: 3}]
            replicates: 2
            """),
        Causes.HardlySaturated("""
            seed: 52
            dataset: {name: digits, train_rows: 400}
            model: {width: 32}
            training: {epochs: 10, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh]
              init: [{normal: 0.2}, {normal: 0.3}]
            """),
        Causes.Overfitting("""
            seed: 61
            dataset: {name: digits, train_rows: 200, label_noise: 0.3}
            model: {hidden: [64, 64]}
            training: {epochs: 60, optimizer: {adam: {learning_rate: 0.003}}}
            vary:
              label_noise: [0.3, 0.5]
              train_rows: [150, 300]
              activation: [relu, tanh, gelu_tanh]
            """),
        Causes.Overfitting("""
            seed: 62
            dataset: {moons: {points: 400, noise: 0.2}, label_noise: 0.2}
            model: {hidden: [64, 64, 64]}
            training: {epochs: 400, optimizer: {adam: {learning_rate: 0.01}}}
            vary:
              train_rows: [40, 80]
              activation: [relu, tanh]
            replicates: 2
            """),
        Causes.Stopped("""
            seed: 63
            dataset: {name: digits, label_noise: 0.3}
            model: {hidden: [64, 64]}
            training: {epochs: 60, optimizer: {adam: {learning_rate: 0.003}}, early_stopping: {patience: 8}}
            vary:
              train_rows: [150, 300]
              activation: [relu, tanh]
            """),
        Causes.Incapable("""
            seed: 71
            dataset: {xor: {points: 800, noise: 0.05}}
            training: {epochs: 15}
            model: {hidden: [16, 16]}
            vary:
              kind: [{activation: identity}, {init: zero, activation: tanh}, {init: zero, activation: sigmoid}]
              optimizer: [{sgd: 0.05}, {adam: 0.003}]
            replicates: 2
            """),
        Causes.Incapable("""
            seed: 72
            dataset: {name: digits, train_rows: 600}
            training: {epochs: 15, optimizer: {sgd: {learning_rate: 0.05}}}
            vary:
              hidden: [[32], [32, 32]]
              penalty: [{l2: 1}, {l2: 3}, {l1: 0.3}]
              activation: [tanh, sigmoid]
            """),
        Causes.Slow("""
            seed: 81
            dataset: {name: digits, train_rows: 600}
            model: {hidden: [48, 48]}
            training: {epochs: 15, optimizer: {sgd: {learning_rate: 0.001}}}
            vary:
              learning_rate: [3e-4, 1e-3, 3e-3]
              activation: [relu, tanh, elu]
            replicates: 2
            """),
        Causes.Slow("""
            seed: 82
            dataset: {moons: {points: 800, noise: 0.15}}
            model: {hidden: [24, 24], activation: tanh}
            vary:
              pace: [{epochs: 5, optimizer: {adam: 5e-4}}, {epochs: 12, optimizer: {sgd: 0.003}}, {epochs: 4, optimizer: {sgd: 0.01}}]
            replicates: 3
            """),
    ];
}
