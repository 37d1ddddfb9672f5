-- By which keys certificates were signed, the public halves: a certificate can be checked also when the installation has another secret.
create table erasure_signers (
    tenant_id uuid not null,
    kid text not null,
    x text not null,
    y text not null,
    signed_first timestamptz not null,
    primary key (tenant_id, kid)
);
call own_by_tenant('erasure_signers');
