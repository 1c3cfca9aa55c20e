namespace Sweep.Bench.Calibration;

/// <summary>More of the battery by which thresholds were chosen: breast cancer, iris, blobs, spirals, circles. It was a holdout once, and chose since it was looked at.</summary>
internal static class SecondFamilies
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Causes.Healthy("""
            seed: 111
            dataset: {blobs: {points: 1500, features: 12, classes: 6, noise: 4}}
            model: {hidden: [40, 40]}
            training: {epochs: 35, optimizer: {sgd: {learning_rate: 0.03, momentum: 0.9}}, schedule: cosine, l2: 3e-3}
            vary:
              activation: [tanh, relu, elu, leaky_relu, gelu_tanh, selu, silu]
              batch_size: [24, 48]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 112
            dataset: {spirals: {points: 1000, noise: 0.05, turns: 1}}
            model: {hidden: [32, 32, 32]}
            training: {epochs: 80, optimizer: {adam: {learning_rate: 0.01}}, schedule: cosine, l2: 1e-4}
            vary: {activation: [tanh, relu, elu, silu]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 113
            dataset: {circles: {points: 800, noise: 0.1}}
            model: {hidden: [20, 20]}
            training: {epochs: 60, optimizer: {rmsprop: {learning_rate: 0.003}}, schedule: cosine, l2: 1e-3}
            vary: {activation: [tanh, relu, elu, softplus]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 114
            dataset: {friedman1: {points: 1200, features: 7, noise: 0.8}}
            model: {hidden: [40, 20]}
            training: {epochs: 45, optimizer: {adamw: {learning_rate: 0.004}}, schedule: cosine, l2: 1e-3}
            vary: {activation: [tanh, relu, elu, silu]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 115
            dataset: {blobs: {points: 1500, features: 12, classes: 6, noise: 4}}
            model: {depth: 10, width: 28, activation: relu}
            training: {epochs: 35, optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}, schedule: cosine, l2: 1e-3}
            vary:
              body: [{normalization: batch_norm}, {residual: 2}, {normalization: layer_norm}, {activation: tanh}, {activation: leaky_relu}]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 116
            dataset: breast_cancer
            model: {hidden: [24]}
            training: {epochs: 50, batch_size: 16, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}, schedule: cosine, l2: 1e-2}
            vary: {activation: [sigmoid, tanh, relu]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 117
            dataset: iris
            model: {hidden: [12, 12]}
            training: {epochs: 80, batch_size: 16, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}, schedule: cosine, l2: 1e-2}
            vary: {activation: [tanh, relu, elu]}
            replicates: 3
            """),
        Causes.Vanishing("""
            seed: 121
            dataset: breast_cancer
            model: {width: 24}
            training: {epochs: 12, batch_size: 16, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}}
            vary:
              depth: [6, 10, 16]
              activation: [sigmoid, tanh, softplus]
              init: [{normal: 0.02}, {uniform: 0.03}, {xavier_normal: 0.3}]
            replicates: 2
            """),
        Causes.Mild("""
            seed: 122
            dataset: breast_cancer
            model: {width: 24}
            training: {epochs: 12, batch_size: 16, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}}
            vary:
              depth: [2, 4]
              activation: [sigmoid, tanh, softplus]
              init: [{normal: 0.15}, {uniform: 0.3}, xavier_normal]
            """),
        Causes.Exploding("""
            seed: 131
            dataset: {blobs: {points: 600, features: 20, classes: 4, noise: 4}}
            model: {width: 40}
            training: {epochs: 8, optimizer: {sgd: {learning_rate: 5e-4}}}
            vary:
              depth: [7, 12]
              activation: [relu, leaky_relu, selu]
              init: [{normal: 0.8}, {uniform: 2}]
              clip: [{norm: 2}, {value: 0.01}]
            """),
        Causes.Chaotic("""
            seed: 132
            dataset: {blobs: {points: 600, features: 20, classes: 4, noise: 4}}
            model: {activation: tanh, width: 80}
            training: {epochs: 8, optimizer: {sgd: {learning_rate: 1e-5}}}
            vary:
              depth: [14, 24]
              init: [{normal: 1.4}, {uniform: 3}]
            replicates: 3
            """),
        Causes.Overflow("""
            seed: 133
            dataset: breast_cancer
            model: {width: 24}
            training: {epochs: 4}
            vary:
              depth: [18, 22]
              activation: [relu, leaky_relu, identity]
              init: [{normal: 200}, {uniform: 500}]
            """),
        Causes.Unstable("""
            seed: 134
            dataset: {friedman1: {points: 400, features: 7}}
            model: {activation: identity}
            training: {epochs: 50}
            vary:
              hidden: [[], [12]]
              learning_rate: [2, 5, 20]
              batch_size: [24, full]
            replicates: 2
            """),
        Causes.DeadLayer("""
            seed: 141
            dataset: {blobs: {points: 600, features: 20, classes: 4, noise: 4}}
            model: {width: 24, activation: relu}
            training: {epochs: 8, optimizer: {adam: {learning_rate: 0.003}}}
            vary:
              depth: [4, 7]
              layers: [[{layer: 2, init: {constant: -0.05}}], [{layer: 4, init: {constant: -0.5}}]]
            replicates: 4
            """),
        Causes.DeadUnits("""
            seed: 142
            dataset: {blobs: {points: 600, features: 20, classes: 4, noise: 4}}
            model: {width: 40, activation: relu}
            training: {epochs: 8, optimizer: {sgd: {learning_rate: 0.003}}}
            vary:
              depth: [1, 3]
              bias_init: [{constant: -8}, {constant: -15}]
            replicates: 3
            """),
        Causes.FewDead("""
            seed: 143
            dataset: {blobs: {points: 600, features: 20, classes: 4, noise: 4}}
            model: {width: 40, activation: relu}
            training: {epochs: 8, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [1, 3]
              bias_init: [{constant: -0.3}, {constant: -0.8}]
            replicates: 2
            """),
        Causes.Saturated("""
            seed: 151
            dataset: breast_cancer
            model: {width: 40}
            training: {epochs: 12, optimizer: {sgd: {learning_rate: 5e-4}}}
            vary:
              depth: [1, 3]
              activation: [sigmoid, tanh, hard_tanh]
              init: [{normal: 2}, {normal: 4}, {uniform: 5}]
            replicates: 2
            """),
        Causes.HardlySaturated("""
            seed: 152
            dataset: breast_cancer
            model: {width: 40}
            training: {epochs: 12, optimizer: {sgd: {learning_rate: 0.005}}}
            vary:
              depth: [1, 3]
              activation: [sigmoid, tanh]
              init: [{normal: 0.15}, {uniform: 0.4}]
            """),
        Causes.Overfitting("""
            seed: 161
            dataset: {blobs: {points: 900, features: 20, classes: 4, noise: 5}}
            model: {hidden: [80, 80]}
            training: {epochs: 80, optimizer: {adam: {learning_rate: 0.004}}}
            vary:
              label_noise: [0.25, 0.4]
              train_rows: [120, 250]
              activation: [relu, tanh, elu]
            replicates: 2
            """),
        Causes.Overfitting("""
            seed: 162
            dataset: {name: breast_cancer, label_noise: 0.25}
            model: {hidden: [64, 64]}
            training: {epochs: 150, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
            vary:
              train_rows: [100, 200]
              activation: [relu, tanh, silu]
            replicates: 2
            """),
        Causes.Stopped("""
            seed: 163
            dataset: {name: breast_cancer, label_noise: 0.25}
            model: {hidden: [64, 64]}
            training: {epochs: 150, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}, early_stopping: {patience: 10}}
            vary:
              train_rows: [100, 200]
              activation: [relu, tanh, silu]
            """),
        Causes.Incapable("""
            seed: 171
            dataset: {circles: {points: 700, noise: 0.1}}
            training: {epochs: 20}
            model: {hidden: [24, 24]}
            vary:
              kind: [{activation: identity}, {init: zero, activation: tanh}, {init: zero, activation: elu}]
              optimizer: [{sgd: 0.02}, {rmsprop: 0.001}]
            replicates: 3
            """),
        Causes.Incapable("""
            seed: 172
            dataset: breast_cancer
            training: {epochs: 20, optimizer: {sgd: {learning_rate: 0.02}}}
            vary:
              hidden: [[24], [24, 24, 24]]
              penalty: [{l2: 2}, {l2: 5}, {l1: 0.5}]
              activation: [tanh, sigmoid]
            """),
        Causes.Slow("""
            seed: 181
            dataset: {blobs: {points: 900, features: 12, classes: 6, noise: 4}}
            model: {hidden: [40, 40]}
            training: {epochs: 18}
            vary:
              learning_rate: [2e-4, 6e-4, 2e-3]
              activation: [relu, tanh, silu]
            replicates: 3
            """),
        Causes.Slow("""
            seed: 182
            dataset: {spirals: {points: 1000, noise: 0.05, turns: 1}}
            model: {hidden: [32, 32, 32], activation: elu}
            vary:
              pace: [{epochs: 8, optimizer: {adam: 1e-3}}, {epochs: 25, optimizer: {sgd: 0.01}}, {epochs: 5, optimizer: {adam: 2e-3}}]
            replicates: 3
            """),
    ];
}
