process.env.CDK_VALIDATION='false';
const mode=process.argv[2], N=+process.argv[3]||450;
const cdk=require('aws-cdk-lib'); const ssm=require('aws-cdk-lib/aws-ssm'); const iam=require('aws-cdk-lib/aws-iam');
const L=mode==='raw'?null:require('./lib');
const t0=process.cpuUsage();
const app=new cdk.App({outdir:'/tmp/bench-out-'+mode}); const stacks=[];
const role='arn:aws:iam::123456789012:role/automation';
const py='import boto3\n\ndef handler(events, context):\n    ec2 = boto3.client("ec2")\n    found = ec2.describe_instances(InstanceIds=[events["id"]])\n    return {"state": found["Reservations"][0]["Instances"][0]["State"]["Name"]}\n';
for(let i=0;i<N;i++){ if(i%450===0) stacks.push(new cdk.Stack(app,'S'+(stacks.length||''))); const stack=stacks[stacks.length-1];
 if(mode==='raw'){
  const api=(n,a,p)=>({name:n,action:'aws:executeAwsApi',inputs:{Service:'ec2',Api:a,...p},outputs:[{Name:'Out',Selector:'$.X',Type:'String'}]});
  new ssm.CfnDocument(stack,'D'+i,{documentType:'Automation',documentFormat:'JSON',name:'Doc-'+i,updateMethod:'NewVersion',content:{schemaVersion:'0.3',description:'Runbook '+i,assumeRole:role,parameters:{InstanceId:{type:'AWS::EC2::Instance::Id',description:'The instance'}},mainSteps:[
   api('A','DescribeInstances',{InstanceIds:['{{ InstanceId }}']}),
   {name:'S1',action:'aws:executeScript',inputs:{Runtime:'python3.12',Handler:'handler',InputPayload:{id:'{{ InstanceId }}'},Script:py},outputs:[{Name:'State',Selector:'$.Payload.state',Type:'String'}]},
   {name:'B',action:'aws:branch',inputs:{Choices:[{NextStep:'Wait',Variable:'{{ S1.State }}',StringEquals:'running'}],Default:'C'}},
   {name:'Wait',action:'aws:sleep',inputs:{Duration:'PT1M'}},
   api('C','DescribeInstanceStatus',{InstanceIds:['{{ InstanceId }}']}),
   {name:'W',action:'aws:waitForAwsResourceProperty',inputs:{Service:'ec2',Api:'DescribeInstances',InstanceIds:['{{ InstanceId }}'],PropertySelector:'$.Reservations[0].Instances[0].State.Name',DesiredValues:['running']},timeoutSeconds:600},
   api('E','CreateTags',{Resources:['{{ InstanceId }}'],Tags:[{Key:'a',Value:'{{ S1.State }}'}]}),
   {name:'S2',action:'aws:executeScript',inputs:{Runtime:'python3.12',Handler:'handler',InputPayload:{id:'{{ InstanceId }}',x:'{{ A.Out }}'},Script:py},outputs:[{Name:'State',Selector:'$.Payload.state',Type:'String'}]},
   {name:'As',action:'aws:assertAwsResourceProperty',inputs:{Service:'ec2',Api:'DescribeInstances',InstanceIds:['{{ InstanceId }}'],PropertySelector:'$.Reservations[0].Instances[0].State.Name',DesiredValues:['running']}},
   api('Z','DescribeTags',{Filters:[{Name:'resource-id',Values:['{{ InstanceId }}']}]}),
  ]}});
 } else {
  const {steps,StepOutput,Script,Choice,Condition,DocumentParameter,Runbook,AssumeRole}=L;
  const p=DocumentParameter.ofEc2InstanceId('InstanceId',{description:'The instance'});
  const id=mode==='lit'?'{{ InstanceId }}':p.valueAsString;
  const api=(n,a,p)=>new steps.AwsApi(n,{service:'ec2',api:a,parameters:p,outputs:{Out:StepOutput.ofString('$.X')}});
  const A=api('A','DescribeInstances',{InstanceIds:[id]});
  const S1=new steps.Script('S1',{script:Script.python(py,'handler'),inputPayload:{id},outputs:{State:StepOutput.ofString('$.Payload.state')}});
  new Runbook(stack,'D'+i,{documentName:'Doc-'+i,description:'Runbook '+i,assumeRole:mode==='derived'?undefined:AssumeRole.fromRoleArn(role),parameters:[p],steps:[A,S1,
   new steps.Branch('B',{choices:[Choice.when(Condition.stringEquals(S1.output('State'),'running'),'Wait')],defaultStep:'C'}),
   new steps.Sleep('Wait',{duration:cdk.Duration.minutes(1)}),
   api('C','DescribeInstanceStatus',{InstanceIds:[id]}),
   new steps.WaitForAwsResourceProperty('W',{service:'ec2',api:'DescribeInstances',parameters:{InstanceIds:[id]},propertySelector:'$.Reservations[0].Instances[0].State.Name',desiredValues:['running'],timeout:cdk.Duration.minutes(10)}),
   api('E','CreateTags',{Resources:[id],Tags:[{Key:'a',Value:S1.output('State')}]}),
   new steps.Script('S2',{script:Script.python(py,'handler'),inputPayload:{id,x:A.output('Out')},outputs:{State:StepOutput.ofString('$.Payload.state')}}),
   new steps.AssertAwsResourceProperty('As',{service:'ec2',api:'DescribeInstances',parameters:{InstanceIds:[id]},propertySelector:'$.Reservations[0].Instances[0].State.Name',desiredValues:['running']}),
   api('Z','DescribeTags',{Filters:[{Name:'resource-id',Values:[id]}]}),
  ]});
 }
}
const t1=process.cpuUsage(t0); app.synth(); const t2=process.cpuUsage(t0);
const size=require('fs').statSync('/tmp/bench-out-'+mode+'/S.template.json').size;
console.log(mode,'construct',Math.round((t1.user+t1.system)/1000),'total',Math.round((t2.user+t2.system)/1000),'template',size, 'rss',Math.round(process.resourceUsage().maxRSS/1024)+'MB');
