/* The relaxation of docs/device-physics.md in plain C, one trial after another, for its rate:
   cc -O2 -o macrospin macrospin.c -lm && ./macrospin 10000 60 2    (trials, ns, step in ps)
   Same equation, same method, same generator and the same Box-Muller numbers as the simulator's; the published junction. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MU0 1.25663706212e-6
#define G0 (MU0 * 1.76085963023e11)
#define KB 1.380649e-23

static void block(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, double *z)
{
    uint32_t k0 = 1, k1 = 0;
    for (int r = 0; r < 10; r++) {
        uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    const double part = 1 / 4294967296.0, turn = 6.283185307179586 * part;
    double r = sqrt(-2 * log((c0 + 0.5) * part)), s = sqrt(-2 * log((c2 + 0.5) * part));
    z[0] = r * cos(turn * c1);
    z[1] = r * sin(turn * c1);
    z[2] = s * cos(turn * c3);
    z[3] = s * sin(turn * c3);
}

static void change(double a, double hk, double gain, const double *m, const double *h, double *d)
{
    double f[3] = { h[0], h[1], h[2] + hk * m[2] };
    double b[3] = { a * f[0], a * f[1], a * f[2] };
    double c[3] = { f[0] + m[1] * b[2] - m[2] * b[1], f[1] + m[2] * b[0] - m[0] * b[2], f[2] + m[0] * b[1] - m[1] * b[0] };
    d[0] = gain * (m[1] * c[2] - m[2] * c[1]);
    d[1] = gain * (m[2] * c[0] - m[0] * c[2]);
    d[2] = gain * (m[0] * c[1] - m[1] * c[0]);
}

int main(int argc, char **argv)
{
    int trials = argc > 1 ? atoi(argv[1]) : 10000;
    double ns = argc > 2 ? atof(argv[2]) : 60, ps = argc > 3 ? atof(argv[3]) : 2;
    long steps = (long)ceil(ns * 1000 / ps);
    double a = 0.0122, ms = 1e6, v = 3.141592653589793 / 4 * 100e-9 * 40e-9 * 1.2e-9, dt = ns * 1e-9 / steps;
    double hk = 2 * 20 * KB * 300 / (MU0 * ms * v), gain = -G0 * dt / (1 + a * a);
    double thermal = sqrt(2 * a * KB * 300 / (G0 * MU0 * ms * v * dt));
    struct timespec t0, t1;
    clock_gettime(CLOCK_MONOTONIC, &t0);
    int ups = 0, settled = 0;
    for (int trial = 0; trial < trials; trial++) {
        double m[3] = { 0, 1, 0 }, z[12];
        int is = 0;
        for (long step = 0; step < steps; step++) {
            if (step % 4 == 0)
                for (int k = 0; k < 3; k++)
                    block((uint32_t)(3 * (step / 4) + k), 0, 0x5350494E, (uint32_t)trial, z + 4 * k);
            double h[3], d[3], e[3], p[3], *n = z + 3 * (step % 4);
            for (int i = 0; i < 3; i++) h[i] = thermal * n[i];
            change(a, hk, gain, m, h, d);
            for (int i = 0; i < 3; i++) p[i] = m[i] + d[i];
            change(a, hk, gain, p, h, e);
            for (int i = 0; i < 3; i++) m[i] += 0.5 * (d[i] + e[i]);
            double u = 1 / sqrt(m[0] * m[0] + m[1] * m[1] + m[2] * m[2]);
            for (int i = 0; i < 3; i++) m[i] *= u;
            is |= fabs(m[2]) > 0.8;
        }
        ups += m[2] > 0;
        settled += is;
    }
    clock_gettime(CLOCK_MONOTONIC, &t1);
    double s = (t1.tv_sec - t0.tv_sec) + 1e-9 * (t1.tv_nsec - t0.tv_nsec);
    printf("%d trials x %ld steps: %.2f s, %.2f million steps a second, up %.4f, settled %.4f\n", trials, steps, s, trials * (double)steps / s / 1e6, (double)ups / trials, (double)settled / trials);
    return 0;
}
